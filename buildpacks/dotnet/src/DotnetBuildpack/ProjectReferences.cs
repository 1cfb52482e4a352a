using Buildpacks.Net.Sdk;

namespace DotnetBuildpack;

/// <summary>Follows the references from a project to others.</summary>
internal static class ProjectReferences
{
    /// <summary>
    /// Refuses a reference that leaves the application folder: nothing outside of it is uploaded, or looked at when it changes.
    /// References with MSBuild expressions are left to the SDK.
    /// </summary>
    /// <exception cref="BuildpackException">A reference leads outside.</exception>
    public static void CheckInside(string appFolder, Project project)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([project.Path]);
        while (open.TryPop(out var path))
        {
            if (!seen.Add(path) || !File.Exists(path))
            {
                continue;
            }

            foreach (var reference in Read(path))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, reference.Replace('\\', '/')));
                if (!IsInside(appFolder, target))
                {
                    throw new BuildpackException(
                        "DOTNET1010",
                        $"could not build {project.RelativePath}: {Path.GetRelativePath(appFolder, path)} refers to {reference}, which is outside "
                        + "the application folder. Build from the folder that holds both, and name the project in BP_DOTNET_PROJECT_PATH.");
                }

                open.Push(target);
            }
        }
    }

    /// <summary>Whether a path is in the application folder, or is that folder.</summary>
    public static bool IsInside(string appFolder, string path) =>
        (path + "/").StartsWith(appFolder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Read(string path) =>
        (ProjectFile.TryRead(path)?.Descendants() ?? [])
            .Where(e => e.Name.LocalName == "ProjectReference")
            .Select(e => (string?)e.Attribute("Include"))
            .OfType<string>()
            .Where(include => include.Length > 0 && !include.Contains("$(", StringComparison.Ordinal)
                && !include.AsSpan().ContainsAny("*;@%"));
}
