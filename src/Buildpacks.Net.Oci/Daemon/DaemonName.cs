using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>How a daemon is asked for an image.</summary>
internal static class DaemonName
{
    private const string Library = "library/";
    private const int IdLength = 64;

    /// <summary>
    /// The name, or the image's ID where the reference is one: 64 hexadecimal digits are no name that a daemon would give.
    /// </summary>
    public static string Of(ImageReference reference)
    {
        var name = reference.Repository.StartsWith(Library, StringComparison.Ordinal)
            ? reference.Repository[Library.Length..]
            : string.Empty;
        return reference.Registry == ImageReference.DefaultRegistry && name.Length == IdLength && name.All(char.IsAsciiHexDigitLower)
            ? $"sha256:{name}"
            : reference.Name;
    }
}
