using System.Xml.Linq;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>Which room may see which: spec/architecture.md draws these arrows.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Buildpacks.Net.Spec"] = [],
        ["Buildpacks.Net.Oci"] = [],
        ["Buildpacks.Net"] = ["Buildpacks.Net.Spec", "Buildpacks.Net.Oci"],
        ["Buildpacks.Net.Sdk"] = ["Buildpacks.Net.Spec"],
        ["Buildpacks.Net.Sdk.Testing"] = ["Buildpacks.Net.Sdk", "Buildpacks.Net"],
        ["Buildpacks.Net.Lifecycle"] = ["Buildpacks.Net"],
        ["Buildpacks.Net.Launcher"] = [],
        ["Buildpacks.Net.Cli"] = ["Buildpacks.Net", "Buildpacks.Net.Launcher"],
    };

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Buildpacks.Net.Spec"] = ["Tomlyn"],
        ["Buildpacks.Net.Oci"] = ["Microsoft.Extensions.Logging.Abstractions", "System.IO.Hashing", "ZstdSharp.Port"],
        ["Buildpacks.Net"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Buildpacks.Net.Sdk"] = ["SharpCompress"],
        ["Buildpacks.Net.Sdk.Testing"] = [],
        ["Buildpacks.Net.Lifecycle"] = ["Microsoft.Extensions.Logging"],
        ["Buildpacks.Net.Launcher"] = [],
        ["Buildpacks.Net.Cli"] = ["Microsoft.Extensions.Logging", "Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void Projects_refer_only_to_the_rooms_they_may_see() =>
        Rule.Holds("the arrows between the rooms are drawn in spec/architecture.md:", SourceProjects().SelectMany(project =>
            Included(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Except(Arrows.GetValueOrDefault(Name(project), []))
                .Select(room => $"{project} refers to {room}")));

    [Fact]
    public void Projects_use_only_the_packages_that_were_decided_for_them() =>
        Rule.Holds("a new package needs a line in spec/VERSIONS.md, and one here:", SourceProjects().SelectMany(project =>
            Included(project, "PackageReference").Except(Packages.GetValueOrDefault(Name(project), []))
                .Select(package => $"{project} uses {package}")));

    [Fact]
    public void Every_project_of_src_has_its_place_in_the_drawing() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), SourceProjects().Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Buildpacks_are_written_against_the_sdk_alone() =>
        Rule.Holds("a buildpack sees what any author sees:", Repository.Files(".csproj")
            .Where(project => project.StartsWith("buildpacks/", StringComparison.Ordinal) && !project.Contains(".Tests", StringComparison.Ordinal))
            .SelectMany(project => Included(project, "ProjectReference")
                .Where(path => path.Contains("/src/Buildpacks.Net", StringComparison.Ordinal))
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(room => room is not "Buildpacks.Net.Sdk")
                .Select(room => $"{project} refers to {room}")));

    [Fact]
    public void Only_the_shared_folder_is_linked_into_projects() =>
        Rule.Holds("code of another room is referenced, not linked:", SourceProjects().SelectMany(project =>
            Included(project, "Compile").Where(path => path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../Shared/", StringComparison.Ordinal))
                .Select(path => $"{project} links {path}")));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Buildpacks.Net.sln").Replace('\\', '/');
        Rule.Holds("add it with `dotnet sln add`:", Repository.Files(".csproj")
            .Where(project => !project.Contains("/samples/", StringComparison.Ordinal) && !project.Contains("/fixtures/", StringComparison.Ordinal))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_launcher_is_linked_without_cryptography() =>
        Assert.Contains("<StaticOpenSslLinking>false</StaticOpenSslLinking>", Repository.Read("src/Buildpacks.Net.Launcher/Buildpacks.Net.Launcher.csproj"), StringComparison.Ordinal);

    private static IEnumerable<string> SourceProjects() =>
        Repository.Files(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal));

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Parse(Repository.Read(project)).Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
