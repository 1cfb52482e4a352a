using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>Words that a room does not say, and names that say nothing.</summary>
public sealed partial class WordTests
{
    private static readonly string[] Libraries =
        ["Buildpacks.Net.Spec", "Buildpacks.Net.Oci", "Buildpacks.Net", "Buildpacks.Net.Sdk", "Buildpacks.Net.Sdk.Testing"];

    /// <summary>Library files that stand at the edge of a process, where its environment and terminal are handed over; each with its reason.</summary>
    private static readonly Dictionary<string, string> Edges = new()
    {
        ["src/Buildpacks.Net.Sdk/BuildpackHost.cs"] = "the Main of every buildpack: authors write a class, not a program",
    };

    [Fact]
    public void The_image_room_does_not_know_what_a_buildpack_is() =>
        Rule.Holds("src/Buildpacks.Net.Oci is about images alone:", Repository.SourcesBelow("src/Buildpacks.Net.Oci").SelectMany(source =>
            source.Text.Split('\n').Select((line, index) => (line, index))
                .Where(row => row.line.Replace("Buildpacks.Net", "", StringComparison.Ordinal).Contains("buildpack", StringComparison.OrdinalIgnoreCase))
                .Select(row => $"{source.Path}:{row.index + 1} {row.line.Trim()}")));

    [Fact]
    public void Names_say_what_a_type_does() =>
        Rule.Holds("no Helper, Util, Manager, Common, Misc, Base or Core:", Repository.Sources.Where(source => !Repository.IsDictated(source)).SelectMany(source =>
            source.Types.Where(type => EmptyName().IsMatch(type.Identifier.Text)).Select(type => $"{source.At(type)} {type.Identifier.Text}")));

    [Fact]
    public void Libraries_do_not_read_the_environment_or_touch_the_terminal() =>
        Rule.Holds("executables read the environment and own the terminal:", Libraries.SelectMany(room => Repository.SourcesBelow($"src/{room}"))
            .Where(source => !Edges.ContainsKey(source.Path))
            .SelectMany(source => source.Identifiers
                .Where(token => token.Text is "Console" or "GetEnvironmentVariable" or "GetEnvironmentVariables" or "SetEnvironmentVariable" or "PosixEnvironment")
                .Where(token => token.Parent is SimpleNameSyntax)
                .Select(token => $"{source.At(token)} {token.Text}")));

    [Fact]
    public void The_banned_list_is_switched_off_only_where_a_reason_stands_beside_it() =>
        Rule.Holds("say why on the same line: #pragma warning disable RS0030 // why", Repository.SourcesBelow("src").SelectMany(source =>
            source.Text.Split('\n').Where(line => line.Contains("disable RS0030", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
                .Select(line => $"{source.Path}: {line.Trim()}")));

    [Fact]
    public void Every_catch_all_says_why() =>
        Rule.Holds("a bare catch, or catch (Exception) without a filter, needs a comment:", Repository.SourcesBelow("src").SelectMany(source => source.Syntax
            .DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(clause => clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception")
            .Where(clause => !HasComment(clause) && !EndsByThrowing(clause))
            .Select(clause => source.At(clause))));

    [Fact]
    public void Nothing_is_left_undone() =>
        Rule.Holds("finish it or file an issue:", Repository.Sources.Where(source => source.Path != "tests/Buildpacks.Net.Architecture.Tests/WordTests.cs").SelectMany(source =>
            source.Text.Split('\n').Select((line, index) => (line, index))
                .Where(row => Unfinished().IsMatch(row.line))
                .Select(row => $"{source.Path}:{row.index + 1} {row.line.Trim()}")));

    [GeneratedRegex("(Helpers?|Utils?|Utility|Utilities|Managers?|Common|Misc|Base|Core)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    private static bool EndsByThrowing(CatchClauseSyntax clause) => clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax;

    // The comment stands above the clause, in it, or above the first statement of it.
    private static bool HasComment(CatchClauseSyntax clause) =>
        clause.GetFirstToken().GetPreviousToken().TrailingTrivia.Concat(clause.DescendantTrivia())
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
}
