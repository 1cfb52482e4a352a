using System.Text;

namespace Buildpacks.Net.Sdk.Platform;

/// <summary>
/// What the developer set for the build: the files of <c>&lt;platform&gt;/env</c> over the buildpack's own environment
/// (Buildpack specification, "Environment").
/// </summary>
internal static class BuildpackSettings
{
    public static Dictionary<string, string> Read(string? platformFolder, IReadOnlyDictionary<string, string> environment)
    {
        var settings = new Dictionary<string, string>(environment);
        var folder = platformFolder is null ? null : Path.Combine(platformFolder, "env");
        if (folder is null || !Directory.Exists(folder))
        {
            return settings;
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            settings[Path.GetFileName(file)] = File.ReadAllText(file, Encoding.UTF8);
        }

        return settings;
    }
}
