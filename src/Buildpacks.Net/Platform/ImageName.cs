using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Platform;

/// <summary>An image as the platform named it. Documents and labels repeat the platform's words, not the completed name.</summary>
/// <param name="Text">The words: <c>busybox</c>.</param>
/// <param name="Reference">What they mean: <c>index.docker.io/library/busybox:latest</c>.</param>
public sealed record ImageName(string Text, ImageReference Reference)
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="Oci.OciException">It is no image reference.</exception>
    public static ImageName Parse(string text) => new(text, ImageReference.Parse(text));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
