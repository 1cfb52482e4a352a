namespace Buildpacks.Net.Spec.Documents;

/// <summary>A document that can be read from its TOML text.</summary>
/// <typeparam name="TSelf">The document.</typeparam>
public interface IDocument<TSelf>
    where TSelf : class, IDocument<TSelf>
{
    /// <summary>Reads the document.</summary>
    /// <param name="text">The TOML text.</param>
    /// <param name="file">The file it is from, for messages.</param>
    /// <exception cref="DocumentException">The text is no such document.</exception>
    static abstract TSelf Parse(string text, string file);
}
