using Buildpacks.Net.Sdk;

namespace DotnetBuildpack;

/// <summary>Finds the one project that is the application.</summary>
internal static class ProjectChoice
{
    private const string Setting = "BP_DOTNET_PROJECT_PATH";
    private static readonly string[] Patterns = ["*.csproj", "*.fsproj", "*.vbproj"];
    private static readonly string[] Passed = ["bin", "obj", "node_modules"];

    /// <summary>
    /// The project named by BP_DOTNET_PROJECT_PATH (a file or a folder), else the only project at the top, else the only one
    /// anywhere that makes a program. Null when there is no project at all.
    /// </summary>
    /// <exception cref="BuildpackException">Several projects make programs, or the setting names none.</exception>
    public static Project? Find(string appFolder, IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(Setting, out var named) && named.Length > 0)
        {
            return Named(appFolder, named);
        }

        var top = ProjectsIn(appFolder);
        if (top.Count == 1)
        {
            return ToProject(appFolder, top[0]);
        }

        var programs = AllProjects(appFolder).Where(IsProgram).ToList();
        return programs.Count switch
        {
            0 => null,
            1 => ToProject(appFolder, programs[0]),
            _ => throw new BuildpackException(
                "DOTNET1002",
                $"could not choose a project in {appFolder}: {string.Join(", ", programs.Select(p => Path.GetRelativePath(appFolder, p)))} "
                + $"all make programs. Name one in {Setting}."),
        };
    }

    private static Project Named(string appFolder, string named)
    {
        var path = Path.GetFullPath(Path.Combine(appFolder, named));
        if (!ProjectReferences.IsInside(appFolder, path))
        {
            throw new BuildpackException(
                "DOTNET1003", $"could not use {Setting}={named}: it is outside the application folder. Give a path in it.");
        }

        if (File.Exists(path))
        {
            return ToProject(appFolder, path);
        }

        var inside = Directory.Exists(path) ? ProjectsIn(path) : [];
        return inside.Count == 1
            ? ToProject(appFolder, inside[0])
            : throw new BuildpackException(
                "DOTNET1003",
                $"could not use {Setting}={named}: "
                + (inside.Count == 0 ? "no project is there." : "several projects are there.")
                + " Give the path of a project file, from the application folder.");
    }

    private static Project ToProject(string appFolder, string path) => new(path, Path.GetRelativePath(appFolder, path));

    private static List<string> ProjectsIn(string folder) =>
        [.. Patterns.SelectMany(p => Directory.EnumerateFiles(folder, p)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> AllProjects(string folder) =>
        ProjectsIn(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(d => !Passed.Contains(Path.GetFileName(d)) && !Path.GetFileName(d).StartsWith('.') && !IsLink(d))
            .Order(StringComparer.Ordinal)
            .SelectMany(AllProjects));

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;

    private static bool IsProgram(string path)
    {
        var root = ProjectFile.TryRead(path);
        var sdk = (string?)root?.Attribute("Sdk") ?? string.Empty;
        var output = root?.Descendants().LastOrDefault(e => e.Name.LocalName == "OutputType")?.Value.Trim();
        var isTest = root?.Descendants().Any(e =>
            e.Name.LocalName == "IsTestProject" && e.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase)) == true;
        return !isTest && (output?.Equals("Exe", StringComparison.OrdinalIgnoreCase)
            ?? sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase)
                || sdk.StartsWith("Microsoft.NET.Sdk.Worker", StringComparison.OrdinalIgnoreCase));
    }
}
