using System.Text.Json;
using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Spec.Documents;

namespace DotnetBuildpack;

/// <summary>What the published files say of the application: its frameworks and where each file comes from.</summary>
/// <param name="EntryAssembly">File name of the assembly to start.</param>
/// <param name="Frameworks">Shared frameworks it runs on, with the lowest version it accepts.</param>
/// <param name="Libraries">The packages and projects it consists of.</param>
internal sealed record PublishedApplication(
    string EntryAssembly, IReadOnlyDictionary<string, string> Frameworks, IReadOnlyList<PublishedLibrary> Libraries)
{
    public const string AspNetCore = "Microsoft.AspNetCore.App";
    private const string Suffix = ".runtimeconfig.json";

    public bool IsWeb => Frameworks.ContainsKey(AspNetCore);

    /// <summary>Reads <c>NAME.runtimeconfig.json</c> and <c>NAME.deps.json</c>.</summary>
    public static PublishedApplication Read(string folder, Project project)
    {
        var configurations = Directory.GetFiles(folder, "*" + Suffix);
        var named = Path.Combine(folder, Path.GetFileNameWithoutExtension(project.Path) + Suffix);
        if (configurations.Length > 1 && configurations.Contains(named))
        {
            // Other programs of the solution that this one refers to bring theirs.
            configurations = [named];
        }

        if (configurations.Length != 1)
        {
            throw new BuildpackException(
                "DOTNET1007",
                $"could not find out how to run {project.RelativePath}: publishing it left {configurations.Length} *.runtimeconfig.json files, "
                + "one is needed. Publish a project whose OutputType is Exe.");
        }

        var name = Path.GetFileName(configurations[0])[..^Suffix.Length];
        using var configuration = JsonDocument.Parse(File.ReadAllBytes(configurations[0]));
        var dependencies = Path.Combine(folder, name + ".deps.json");
        return new PublishedApplication(
            name + ".dll",
            ReadFrameworks(configuration.RootElement.GetProperty("runtimeOptions")),
            File.Exists(dependencies) ? PublishedLibrary.ReadAll(File.ReadAllBytes(dependencies)) : []);
    }

    /// <summary>One slice for packages, one for other projects of the solution; the rest is the application's own layer.</summary>
    public IReadOnlyList<Slice> Slices() =>
        [.. new[] { FilesOf(packages: true), FilesOf(packages: false) }.Where(paths => paths.Count > 0).Select(paths => new Slice(paths))];

    /// <summary>The packages in the application.</summary>
    public CycloneDxBom Bom() => new(
    [
        .. Libraries.Where(l => l.IsPackage).Select(l =>
            new CycloneDxComponent("library", l.Name, l.Version, $"pkg:nuget/{Uri.EscapeDataString(l.Name)}@{Uri.EscapeDataString(l.Version)}")
            {
                Sha512 = l.Sha512,
            }),
    ]);

    private List<string> FilesOf(bool packages) =>
    [
        .. Libraries
            .Where(l => l.IsPackage == packages && !IsEntry(l))
            .SelectMany(l => packages ? l.Files : l.Files.Concat(l.Files.Where(IsAssembly).Select(ToSymbols)))
            .Select(GlobEscape)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.Ordinal);

    // Symbols of other projects are published beside them, and not listed.
    private static string ToSymbols(string path) => Path.ChangeExtension(path, ".pdb");

    private bool IsEntry(PublishedLibrary library) => library.Files.Contains(EntryAssembly);

    private static Dictionary<string, string> ReadFrameworks(JsonElement options)
    {
        var frameworks = new Dictionary<string, string>();
        if (options.TryGetProperty("framework", out var single))
        {
            frameworks.Add(single.GetProperty("name").GetString()!, single.GetProperty("version").GetString()!);
        }

        if (options.TryGetProperty("frameworks", out var several))
        {
            foreach (var framework in several.EnumerateArray())
            {
                frameworks[framework.GetProperty("name").GetString()!] = framework.GetProperty("version").GetString()!;
            }
        }

        return frameworks;
    }

    private static string GlobEscape(string path) =>
        string.Concat(path.Select(c => c is '*' or '?' or '[' or '\\' ? "\\" + c : c.ToString()));
}
