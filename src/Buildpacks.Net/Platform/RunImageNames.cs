using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Platform;

/// <summary>Recognises run images by their names.</summary>
internal static class RunImageNames
{
    /// <summary>Whether an image or one of its mirrors has a name; digests do not count, and short names are completed.</summary>
    public static bool Contains(RunImageSource source, string name) =>
        source.Mirrors.Prepend(source.Image).Any(candidate => WithoutDigest(candidate) == WithoutDigest(name));

    private static string WithoutDigest(string name)
    {
        var at = name.IndexOf("@sha256:", StringComparison.Ordinal);
        var text = at < 0 ? name : name[..at];
        return ImageReference.TryParse(text, out var reference) ? reference.Name : name;
    }
}
