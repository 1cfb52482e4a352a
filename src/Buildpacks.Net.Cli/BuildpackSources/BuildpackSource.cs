using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>The forms a buildpack comes in.</summary>
internal enum BuildpackSourceKind
{
    /// <summary>A folder with buildpack.toml.</summary>
    Folder,

    /// <summary>A tar archive, compressed or not.</summary>
    Archive,

    /// <summary>An image in a registry.</summary>
    Image,
}

/// <summary>Where a buildpack is.</summary>
/// <param name="Kind">In which form.</param>
/// <param name="Place">An absolute path, or the name of an image.</param>
internal sealed record BuildpackSource(BuildpackSourceKind Kind, string Place)
{
    private static readonly string[] ImageSchemes = ["docker://", "docker:/"];

    /// <summary>Reads what a person wrote.</summary>
    /// <param name="text">A path, a file: URL or an image.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <exception cref="CliException">There is no such buildpack, or it is in a form that is not supported.</exception>
    public static BuildpackSource Parse(string text, string folder)
    {
        if (ImageSchemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.Ordinal)) is { } scheme)
        {
            return ParseImage(text, text[scheme.Length..]);
        }

        if (text.StartsWith("urn:", StringComparison.Ordinal) || text.StartsWith("from=", StringComparison.Ordinal))
        {
            throw Bad(text, "there is neither a builder nor the public buildpack registry here; name a folder, an archive or an image");
        }

        if (text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal))
        {
            throw Bad(text, "archives are not downloaded; fetch it yourself, check it, and name the file");
        }

        var path = Path.GetFullPath(text.StartsWith("file://", StringComparison.Ordinal) ? text["file://".Length..] : text, folder);
        return (Directory.Exists(path), File.Exists(path)) switch
        {
            (true, _) => new BuildpackSource(BuildpackSourceKind.Folder, Path.TrimEndingDirectorySeparator(path)),
            (_, true) => new BuildpackSource(BuildpackSourceKind.Archive, path),
            _ when IsPath(text) => throw Bad(text, $"there is no folder or file {path}"),
            _ => ParseImage(text, text),
        };
    }

    private static bool IsPath(string text) =>
        text.StartsWith('.') || text.StartsWith('/') || text.EndsWith('/') || text.StartsWith('~') || text.StartsWith("file:", StringComparison.Ordinal)
        || text.EndsWith(".tgz", StringComparison.Ordinal) || text.EndsWith(".tar.gz", StringComparison.Ordinal) || text.EndsWith(".cnb", StringComparison.Ordinal);

    // A name without a registry would mean Docker Hub, which is hardly ever what a mistyped folder means.
    private static BuildpackSource ParseImage(string text, string name) =>
        name == text && text.Split('/')[0] is var registry && !(text.Contains('/', StringComparison.Ordinal) && registry.AsSpan().ContainsAny('.', ':')) && registry != "localhost"
            ? throw Bad(text, $"there is no such folder or file; an image of Docker Hub is written docker://{text}")
        : ImageReference.TryParse(name, out _) ? new BuildpackSource(BuildpackSourceKind.Image, name)
        : throw Bad(text, "it is no folder, no archive, and no name of an image");

    private static CliException Bad(string text, string reason) =>
        new(CliException.BadBuildpack, $"could not use the buildpack '{text}': {reason}.");
}
