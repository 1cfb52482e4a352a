using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tomlyn;
using Tomlyn.Model;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>The rows of spec/requirements: well formed, and linked to tests that exist. spec/requirements/README.md explains the fields.</summary>
public sealed partial class RequirementTests
{
    private static readonly string[] Fields = ["id", "level", "who", "section", "since", "until", "text", "tests", "gap"];

    private static readonly string[] Obliged = ["lifecycle", "launcher", "extender", "buildpack", "extension"];

    private static readonly Lazy<HashSet<string>> Tests = new(() => [.. Repository.SourcesBelow("tests").SelectMany(TestsOf)]);

    [Fact]
    public void Rows_are_well_formed() =>
        Rule.Holds("spec/requirements/README.md says what a row holds:", Rows().SelectMany(row => Faults(row.File, row.Row).Select(fault => $"{row.Id}: {fault}")));

    [Fact]
    public void Ids_are_given_once() =>
        Rule.Holds("two rows have the same id:", Rows().GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Linked_tests_exist() =>
        Rule.Holds("these rows name tests that are not there:", Rows().SelectMany(row => Strings(row.Row, "tests")
            .Where(test => !Tests.Value.Contains(test)).Select(test => $"{row.Id}: {test}")));

    [Fact]
    public void Every_row_is_proved_or_says_what_is_missing() =>
        Rule.Holds("link a test, or say in `gap` what is missing:", Rows()
            .Where(row => !Strings(row.Row, "tests").Any() && !row.Row.ContainsKey("gap")).Select(row => row.Id));

    [Fact]
    public void What_lifecycle_and_launcher_must_do_is_proved() =>
        Rule.Holds("a MUST of the lifecycle or the launcher needs a test:", Rows()
            .Where(row => !IsProved(row.Row) && Text(row.Row, "level") == "must" && Who(row.Row) is "lifecycle" or "launcher").Select(row => row.Id));

    [Fact]
    public void Rows_without_proof_are_listed()
    {
        var rows = Rows().ToList();
        var unproved = rows.Where(row => !IsProved(row.Row)).ToList();
        Report($"{rows.Count} requirements, {rows.Count - unproved.Count} with tests; without:");
        unproved.ForEach(row => Report($"  {row.Id} ({Text(row.Row, "level")}, {Who(row.Row)}): {Text(row.Row, "gap")}"));
        Assert.All(unproved, row => Assert.False(string.IsNullOrWhiteSpace(Text(row.Row, "gap")), row.Id));
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private static IEnumerable<(string File, string Id, TomlTable Row)> Rows() =>
        from file in Repository.Files(".toml")
        where file.StartsWith("spec/requirements/", StringComparison.Ordinal)
        from row in (TomlTableArray)TomlSerializer.Deserialize<TomlTable>(Repository.Read(file))!["requirement"]
        select (file, row.TryGetValue("id", out object? id) ? id as string ?? "" : $"{file}: a row without an id", row);

    private static IEnumerable<string> Faults(string file, TomlTable row)
    {
        foreach (string unknown in row.Keys.Except(Fields))
        {
            yield return $"there is no field {unknown}";
        }

        foreach (string missing in new[] { "id", "level", "section", "since", "text", "tests" }.Where(field => !row.ContainsKey(field)))
        {
            yield return $"{missing} is missing";
        }

        if (row.TryGetValue("id", out object? id) && !((string)id).StartsWith(Path.GetFileNameWithoutExtension(file) + "/", StringComparison.Ordinal))
        {
            yield return "an id starts with the name of its file";
        }

        if (row.TryGetValue("level", out object? level) && level is not ("must" or "should"))
        {
            yield return "level is must or should";
        }

        if (!Obliged.Contains(Who(row)))
        {
            yield return $"who is one of {string.Join(", ", Obliged)}";
        }

        foreach (string field in new[] { "since", "until" }.Where(field => row.TryGetValue(field, out object? version) && !Version().IsMatch((string)version)))
        {
            yield return $"{field} is an API version";
        }
    }

    private static bool IsProved(TomlTable row) => Strings(row, "tests").Any();

    private static string Who(TomlTable row) => row.ContainsKey("who") ? Text(row, "who") : "lifecycle";

    private static string Text(TomlTable row, string field) => row.TryGetValue(field, out object? value) ? value as string ?? "" : "";

    private static IEnumerable<string> Strings(TomlTable row, string field) =>
        row.TryGetValue(field, out object? value) && value is TomlArray array ? array.OfType<string>() : [];

    private static IEnumerable<string> TestsOf(SourceFile source) =>
        from method in source.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => TestAttribute().IsMatch(attribute.Name.ToString()))
        let type = method.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier.Text
        select $"{source.Path.Split('/')[1]}/{type}.{method.Identifier.Text}";

    [GeneratedRegex(@"^0\.\d{1,2}$")]
    private static partial Regex Version();

    [GeneratedRegex("(Fact|Theory|Property)$")]
    private static partial Regex TestAttribute();
}
