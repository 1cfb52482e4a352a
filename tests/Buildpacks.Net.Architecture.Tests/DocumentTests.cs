using System.Text.RegularExpressions;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>Documents are there, tell of this repository alone, and their links lead somewhere.</summary>
public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("SECURITY.md")]
    [InlineData("LICENSE")]
    [InlineData("spec/architecture.md")]
    [InlineData("spec/VERSIONS.md")]
    [InlineData(".ci/run")]
    public void The_house_has_its_papers(string path) => Assert.True(Repository.Has(path), $"{path} is missing");

    [Fact]
    public void Every_project_says_what_may_enter() =>
        Rule.Holds("a project opens with a README.md: what it is, what may enter, what may not:", Repository.Files(".csproj")
            .Where(project => project.StartsWith("src/", StringComparison.Ordinal) || project.StartsWith("benchmarks/", StringComparison.Ordinal))
            .Where(project => !Repository.Has($"{Path.GetDirectoryName(project)}/README.md")));

    [Fact]
    public void Every_buildpack_has_a_readme() =>
        Rule.Holds("a buildpack tells its users what it detects and what it makes:", Repository.Files("buildpack.toml")
            .Where(file => file.StartsWith("buildpacks/", StringComparison.Ordinal) && file.Count(letter => letter == '/') == 2)
            .Where(file => !Repository.Has($"{Path.GetDirectoryName(file)}/README.md")));

    [Fact]
    public void Relative_links_lead_to_files() =>
        Rule.Holds("links of documents:", Repository.Files(".md").SelectMany(document => Link().Matches(Repository.Read(document))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
            .Where(target => !Repository.Has(Path.Combine(Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{document} links to {target}")));

    [Fact]
    public void Nothing_names_a_folder_of_one_machine() =>
        Rule.Holds("paths of the machine this was written on:", Lines()
            .Where(row => HomeFolder().IsMatch(row.Line) || Repository.FoldersOfThisMachine.Any(folder => row.Line.Contains(folder, StringComparison.Ordinal)))
            .Select(row => row.ToString()));

    [Fact]
    public void Relative_paths_stay_in_the_repository() =>
        Rule.Holds("paths that lead out of the repository:", Lines()
            .Where(row => UpwardPath().Matches(row.Line).Any(match => LeadsOut(row.Path, match.Value)))
            .Select(row => row.ToString()));

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        string[] numbers = [.. Repository.Files(".md").Where(path => path.StartsWith("spec/adr/0", StringComparison.Ordinal)).Select(path => Path.GetFileName(path)[..4])];
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(number => $"{number:D4}"), numbers);
    }

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\.(cs|csproj|props|targets|md|toml|json|yml|yaml|sh|sln)$|^\.ci/")]
    private static partial Regex TextFile();

    // Users that examples may speak of.
    [GeneratedRegex("/home/(?!cnb|user|me\\b|app|alice|<)[a-z]+/|/Users/[a-z]+/")]
    private static partial Regex HomeFolder();

    // Hostile names in tests lead to /etc, which is nobody's own.
    [GeneratedRegex(@"(?<![\w./*])(?:\.\./)+(?!etc/)[\w-][\w.-]*")]
    private static partial Regex UpwardPath();

    private static IEnumerable<TextLine> Lines() => Repository.Files().Where(path => TextFile().IsMatch(path))
        .SelectMany(path => Repository.Read(path).Split('\n').Select((line, index) => new TextLine(path, index + 1, line)));

    // From the file's own folder, which is where build files and documents count from.
    private static bool LeadsOut(string file, string path) =>
        path.Split('/').Count(part => part == "..") > file.Count(letter => letter == '/');

    private sealed record TextLine(string Path, int Number, string Line)
    {
        public override string ToString() => $"{Path}:{Number} {Line.Trim()}";
    }
}
