using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Images;

/// <summary>The kinds of places an image can go to.</summary>
internal enum OutputKind
{
    /// <summary>An OCI image layout.</summary>
    Layout,

    /// <summary>One file.</summary>
    Archive,

    /// <summary>A Docker daemon.</summary>
    Daemon,

    /// <summary>A registry.</summary>
    Registry,
}

/// <summary>Where an image goes.</summary>
/// <param name="Kind">What kind of place.</param>
/// <param name="Path">The absolute path of the layout or archive; empty for others.</param>
internal sealed record OutputTarget(OutputKind Kind, string Path = "")
{
    private const string DefaultFolder = "out";

    /// <summary>Whether the place was not chosen, so that it belongs to this program alone.</summary>
    public bool IsDefault { get; init; }

    /// <summary>An image in this place, in the form that names exactly it: <c>oci:/path:tag</c>, or the full name in a registry.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="layoutName">Its name in a layout; null when it has none there.</param>
    public string Locate(ImageReference reference, string? layoutName) => Kind switch
    {
        OutputKind.Layout => layoutName is null ? $"oci:{Path}" : $"oci:{Path}:{layoutName}",
        OutputKind.Archive => $"archive:{Path}",
        OutputKind.Daemon => $"docker:{reference}",
        _ => reference.Name,
    };

    /// <summary>Reads the flags.</summary>
    /// <exception cref="CliException">They say no place, or two.</exception>
    public static OutputTarget Parse(string? text, bool publish, ImageName name, Func<string, string> fullPath)
    {
        if (publish)
        {
            return text is null or "registry"
                ? new OutputTarget(OutputKind.Registry)
                : throw CliException.Usage($"--publish and --output {text} say two places; give one of them.");
        }

        return text?.Split(':', 2) switch
        {
            null => new OutputTarget(OutputKind.Layout, fullPath($"{DefaultFolder}/{FolderOf(name.Text)}")) { IsDefault = true },
            ["registry"] => new OutputTarget(OutputKind.Registry),
            ["docker"] => new OutputTarget(OutputKind.Daemon),
            ["oci", { Length: > 0 } path] => new OutputTarget(OutputKind.Layout, fullPath(path)),
            ["archive", { Length: > 0 } path] => new OutputTarget(OutputKind.Archive, fullPath(path)),
            _ => throw CliException.Usage($"--output '{text}' is no place for an image; give oci:DIR, archive:FILE, docker or registry."),
        };
    }

    /// <summary>The folder below the default one that an image is in: its name without tag and digest.</summary>
    public static string FolderOf(string name)
    {
        var bare = name.Split('@')[0];
        var colon = bare.LastIndexOf(':');
        return (colon > bare.LastIndexOf('/') ? bare[..colon] : bare).Replace(':', '_');
    }

    /// <summary>The layout that a build of this name goes to when no place is given.</summary>
    public static string DefaultLayout(string name, Func<string, string> fullPath) => fullPath($"{DefaultFolder}/{FolderOf(name)}");
}
