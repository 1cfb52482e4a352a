using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>Codes of faults: each is one constant, and a row of the table in spec/architecture.md.</summary>
public sealed partial class ErrorCodeTests
{
    private const string Document = "spec/architecture.md";

    [Fact]
    public void A_code_is_a_constant() =>
        Rule.Holds("declare the code once, as a constant with a summary, and use that:", Literals()
            .Where(literal => !IsConstant(literal.Node)).Select(literal => $"{literal.Place} {literal.Code}"));

    [Fact]
    public void A_code_stands_for_one_fault() =>
        Rule.Holds("two constants have the same code:", Literals().GroupBy(literal => literal.Code)
            .Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(literal => literal.Place))}"));

    [Fact]
    public void The_table_has_every_code() =>
        Rule.Holds($"add a row to {Document}:", Literals().Select(literal => literal.Code).Except(Rows()));

    [Fact]
    public void The_table_names_no_code_that_is_gone() =>
        Rule.Holds($"no source has these codes of {Document}:", Rows().Except(Literals().Select(literal => literal.Code)));

    [Fact]
    public void The_table_is_in_order_and_names_a_code_once() => Assert.Equal(Rows().Distinct().Order(StringComparer.Ordinal), Rows());

    private static IEnumerable<(string Code, string Place, SyntaxNode Node)> Literals() =>
        from source in Repository.SourcesBelow("src")
        from token in source.Syntax.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken && Code().IsMatch(token.ValueText)
        select (token.ValueText, source.At(token), token.Parent!);

    // Bytes cannot be constants: a static property that gives the literal stands for one.
    private static bool IsConstant(SyntaxNode literal) => literal.Ancestors().OfType<MemberDeclarationSyntax>().First() switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        PropertyDeclarationSyntax property => property.Modifiers.Any(SyntaxKind.StaticKeyword) && property.ExpressionBody?.Expression == literal,
        _ => false,
    };

    private static IEnumerable<string> Rows() => Row().Matches(Repository.Read(Document)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^BPN\d{4}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `(BPN\d{4})` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
