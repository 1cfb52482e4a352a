using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>Differences between API versions are named once, in the features records; nothing else compares versions.</summary>
public sealed partial class ApiVersionTests
{
    [Fact]
    public void Only_the_features_records_know_versions() =>
        Rule.Holds("ask PlatformFeatures or BuildpackFeatures for a feature by name:", Product().SelectMany(source => source.Syntax.DescendantNodes()
            .Where(node => MakesVersion(node) || ComparesVersions(node))
            .Select(node => $"{source.At(node)} {node}")));

    private static IEnumerable<SourceFile> Product() => Repository.SourcesBelow("src").Where(source =>
        !source.Path.StartsWith("src/Buildpacks.Net.Spec/Apis/", StringComparison.Ordinal) && source.Path != "src/Buildpacks.Net.Spec/Ids/ApiVersion.cs");

    private static bool MakesVersion(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type.ToString() == "ApiVersion",
        InvocationExpressionSyntax call => Parse().IsMatch(call.ToString()),
        _ => false,
    };

    private static bool ComparesVersions(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax binary when IsRelation(binary.Kind()) => NamesVersion(binary.Left) || NamesVersion(binary.Right),
        BinaryExpressionSyntax binary when IsEquality(binary.Kind()) => IsVersionText(binary.Left) || IsVersionText(binary.Right),
        RelationalPatternSyntax pattern => pattern.Ancestors().OfType<IsPatternExpressionSyntax>().FirstOrDefault() is { } test && NamesVersion(test.Expression),
        ConstantPatternSyntax constant => IsVersionText(constant.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "CompareTo" } access } => NamesVersion(access.Expression),
        _ => false,
    };

    private static bool IsRelation(SyntaxKind kind) => kind is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;

    private static bool IsEquality(SyntaxKind kind) => kind is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;

    private static bool NamesVersion(ExpressionSyntax expression) => VersionName().IsMatch(expression.ToString());

    private static bool IsVersionText(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) && VersionText().IsMatch(literal.Token.ValueText);

    [GeneratedRegex("""^ApiVersion\.(Try)?Parse\("0\.""")]
    private static partial Regex Parse();

    [GeneratedRegex(@"(ApiVersion|PlatformApi|BuildpackApi)(\.(Major|Minor))?$|\bApi\.(Major|Minor)$")]
    private static partial Regex VersionName();

    [GeneratedRegex(@"^0\.\d{1,2}$")]
    private static partial Regex VersionText();
}
