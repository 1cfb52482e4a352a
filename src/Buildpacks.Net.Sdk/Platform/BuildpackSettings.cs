using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Sdk.Platform;

/// <summary>
/// What the developer set for the build: the buildpack's own environment, in which the lifecycle has put it, and behind that the
/// files of <c>&lt;platform&gt;/env</c> for a buildpack with <c>clear-env</c> (Buildpack specification, "Environment").
/// </summary>
internal static class BuildpackSettings
{
    public static IReadOnlyDictionary<string, string> Read(string? platformFolder, IReadOnlyDictionary<string, string> environment)
    {
        if (platformFolder is null)
        {
            return environment;
        }

        var settings = new Dictionary<string, string>(environment);
        foreach (var file in EnvironmentFolder.Read(Path.Combine(platformFolder, "env")).Files)
        {
            // The environment comes first: in it the lifecycle has also applied what the operator overrides.
            settings.TryAdd(file.Name, file.Value);
        }

        return settings;
    }
}
