using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Buildpacks.Net.Architecture.Tests;

/// <summary>How large things may grow, and where they stand.</summary>
public sealed class ShapeTests
{
    private const int LongestFile = 400;
    private const int LongestMethod = 50;

    /// <summary>Files and methods that may be longer, each with the decision that says why.</summary>
    private static readonly Dictionary<string, string> Allowed = [];

    [Fact]
    public void Files_stay_short() =>
        Rule.Holds($"a file has at most {LongestFile} lines; split it by noun:", Repository.Sources
            .Where(source => source.LineCount > LongestFile && !Allowed.ContainsKey(source.Path))
            .Select(source => $"{source.Path}: {source.LineCount} lines"));

    [Fact]
    public void Methods_of_the_product_stay_short() =>
        Rule.Holds($"a method has at most {LongestMethod} lines; give its steps names:", Product().SelectMany(source => source.Syntax.DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax)
            .Select(method => (method, lines: Lines(method)))
            .Where(pair => pair.lines > LongestMethod && !Allowed.ContainsKey($"{source.Path}:{MethodName(pair.method)}"))
            .Select(pair => $"{source.At(pair.method)} {MethodName(pair.method)}: {pair.lines} lines")));

    [Fact]
    public void Exceptions_to_the_sizes_name_a_decision() =>
        Rule.Holds("each entry names a file of spec/adr:", Allowed.Where(entry => !Repository.Has(entry.Value)).Select(entry => $"{entry.Key}: {entry.Value}"));

    [Fact]
    public void A_file_holds_one_public_type_and_bears_its_name() =>
        Rule.Holds("one public type a file, named as the file:", Chosen().SelectMany(source =>
        {
            BaseTypeDeclarationSyntax[] types = [.. source.Types.Where(IsTopLevelPublic)];
            string file = Path.GetFileNameWithoutExtension(source.Path).Split('.')[0];
            return types.Skip(1).Select(type => $"{source.At(type)} holds {type.Identifier.Text} too")
                .Concat(types.Take(1).Where(type => type.Identifier.Text != file).Select(type => $"{source.At(type)} holds {type.Identifier.Text}"));
        }));

    [Fact]
    public void Namespaces_follow_the_folders() =>
        Rule.Holds("the namespace is the room and its folders:", Chosen()
            .Where(source => !source.Path.StartsWith("src/Shared/", StringComparison.Ordinal))
            .SelectMany(source => source.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
                .Where(space => space.Name.ToString() != Place(source))
                .Select(space => $"{source.At(space)} is in {space.Name}")));

    [Fact]
    public void Public_classes_are_sealed_static_or_abstract() =>
        Rule.Holds("a public class is sealed unless it is made to be derived from:", Chosen().SelectMany(source => source.Types
            .Where(type => type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword } && IsTopLevelPublic(type))
            .Where(type => !type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword))
            .Where(type => !IsBaseOfAnother(type.Identifier.Text))
            .Select(type => $"{source.At(type)} {type.Identifier.Text}")));

    private static IEnumerable<SourceFile> Chosen() => Repository.SourcesBelow("src").Where(source => !Repository.IsDictated(source));

    // The launcher is compiled in two ways; what differs lies in a folder for each, with parts of the same types.
    private static string Place(SourceFile source) => Path.GetDirectoryName(source.Path)!["src/".Length..]
        .Replace("Launcher/Bare", "Launcher", StringComparison.Ordinal).Replace("Launcher/Hosted", "Launcher", StringComparison.Ordinal).Replace('/', '.');

    private static bool IsBaseOfAnother(string name) => Repository.SourcesBelow("src").SelectMany(source => source.Types)
        .Any(type => type.BaseList?.Types.Any(parent => parent.Type.ToString() == name) == true);

    private static IEnumerable<SourceFile> Product() =>
        Repository.SourcesBelow("src").Concat(Repository.SourcesBelow("buildpacks")).Concat(Repository.Sources.Where(source => source.Path == "build.cs"));

    private static bool IsTopLevelPublic(BaseTypeDeclarationSyntax type) =>
        type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax && type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static int Lines(SyntaxNode method)
    {
        FileLinePositionSpan span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string MethodName(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };
}
