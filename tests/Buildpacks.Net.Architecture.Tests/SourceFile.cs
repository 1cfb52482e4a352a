using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>A C# file and its syntax.</summary>
internal sealed class SourceFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> _syntax = new(
        () => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetCompilationUnitRoot());

    public string Path => path;

    public string Text => text;

    public int LineCount => text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public CompilationUnitSyntax Syntax => _syntax.Value;

    /// <summary>All declared types, nested ones too.</summary>
    public IEnumerable<BaseTypeDeclarationSyntax> Types => Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    /// <summary>All identifiers of the code; words in comments and strings are none.</summary>
    public IEnumerable<SyntaxToken> Identifiers => Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken));

    /// <summary>The place of a node, in the form that editors open.</summary>
    public string At(SyntaxNodeOrToken node) => $"{path}:{node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";
}
