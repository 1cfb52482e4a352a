using Buildpacks.Net.Sdk;

namespace DotnetBuildpack;

/// <summary>A shared framework of an installation.</summary>
/// <param name="Name">Such as <c>Microsoft.NETCore.App</c>.</param>
/// <param name="Version">The installed version.</param>
internal sealed record Framework(string Name, string Version)
{
    /// <summary>The newest installed patch of the minor version an application asks for, else of a later minor version.</summary>
    public static Framework Choose(string root, string name, string atLeast)
    {
        var lowest = Parse(atLeast);
        var installed = Versions(Path.Combine(root, "shared", name));
        var candidates = installed.Where(v => Parse(v) >= lowest && Parse(v).Major == lowest.Major).ToList();
        var minor = candidates.Count == 0 ? 0 : candidates.Min(v => Parse(v).Minor);
        return candidates.Where(v => Parse(v).Minor == minor).MaxBy(Parse) is { } version
            ? new Framework(name, version)
            : throw new BuildpackException(
                "DOTNET1009",
                $"could not choose a runtime: the application needs {name} {atLeast} or a later {lowest.Major}.x, and {root}/shared has "
                + (installed.Count == 0 ? "none" : string.Join(", ", installed))
                + ". Target an installed framework, or use a build image that has this one.");
    }

    /// <summary>The newest version in a folder of versions, or null.</summary>
    public static string? Newest(string folder) => Versions(folder).MaxBy(Parse);

    /// <summary>Where this framework is below an installation.</summary>
    public string Folder(string root) => Path.Combine(root, "shared", Name, Version);

    private static List<string> Versions(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)!)] : [];

    private static Version Parse(string text) =>
        System.Version.TryParse(text.Split('-', '+')[0], out var version) ? version : new Version(0, 0);
}
