namespace Buildpacks.Net.Export;

/// <summary>A file or folder of the application, while it is decided which layer it goes into.</summary>
/// <param name="path">Its absolute path.</param>
/// <param name="parent">The folder it is in; null for the app folder.</param>
internal sealed class AppFile(string path, AppFile? parent)
{
    public string Path { get; } = path;

    public AppFile? Parent { get; } = parent;

    public List<AppFile> Children { get; } = [];

    /// <summary>Whether it is in a layer already: for a folder, whether all that is in it is.</summary>
    public bool IsSliced { get; set; }
}
