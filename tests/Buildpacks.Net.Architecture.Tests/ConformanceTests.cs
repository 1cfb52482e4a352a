using Tomlyn;
using Tomlyn.Model;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>The cases of the conformance suite: many enough, and each the example of a requirement.</summary>
public sealed class ConformanceTests
{
    private const string Chapters = "tests/Buildpacks.Net.Conformance/Chapters/";

    [Fact]
    public void Each_case_names_a_requirement_that_exists()
    {
        HashSet<string> known = [.. Documents("spec/requirements/").SelectMany(pair => Tables(pair.Document, "requirement")).Select(row => (string)row["id"])];
        Rule.Holds("a case names a row of spec/requirements:", Cases().Where(pair => !known.Contains(pair.Requirement))
            .Select(pair => $"{pair.File}: {pair.Name}: {(pair.Requirement.Length == 0 ? "names none" : pair.Requirement)}"));
    }

    [Fact]
    public void The_suite_is_no_smaller_than_it_was_said_to_be() => Assert.True(Cases().Count() >= 250);

    [Fact]
    public void The_suite_judges_without_the_code_that_it_judges() =>
        Rule.Holds("a lifecycle must not be its own judge:", Repository.SourcesBelow("tests/Buildpacks.Net.Conformance")
            .Where(source => source.Text.Contains("using Buildpacks.Net.Spec", StringComparison.Ordinal) || source.Text.Contains("using Buildpacks.Net.Oci", StringComparison.Ordinal))
            .Select(source => source.Path));

    private static IEnumerable<(string File, string Name, string Requirement)> Cases() =>
        from pair in Documents(Chapters)
        from row in Tables(pair.Document, "case")
        select (pair.File, (string)row["name"], Text(row) ?? Text(pair.Document) ?? "");

    private static string? Text(TomlTable table) => table.TryGetValue("requirement", out object? value) ? value as string : null;

    private static IEnumerable<TomlTable> Tables(TomlTable document, string key) => document.TryGetValue(key, out object? rows) ? (TomlTableArray)rows : [];

    private static IEnumerable<(string File, TomlTable Document)> Documents(string folder) =>
        from file in Repository.Files(".toml")
        where file.StartsWith(folder, StringComparison.Ordinal)
        select (file, TomlSerializer.Deserialize<TomlTable>(Repository.Read(file))!);
}
