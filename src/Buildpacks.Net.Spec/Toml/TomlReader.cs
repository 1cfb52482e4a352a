using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>Reads TOML text into values that know their place.</summary>
public static class TomlReader
{
    private const int MaximumDepth = 100;

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text; a byte order mark in front is ignored.</param>
    /// <param name="file">The file it is from, for messages.</param>
    /// <exception cref="DocumentException">The text is not TOML, with the first place where it is not.</exception>
    public static TomlTable Parse(string text, string file)
    {
        var document = ParseSyntax(text.StartsWith('\uFEFF') ? text[1..] : text, file);
        foreach (var diagnostic in document.Diagnostics)
        {
            if (diagnostic.Kind == DiagnosticMessageKind.Error)
            {
                throw Invalid(file, Position(diagnostic.Span), diagnostic.Message, cause: null);
            }
        }

        return new TomlAssembly(file).Assemble(document);
    }

    internal static TomlPosition Position(SourceSpan span) => new(span.Start.Line + 1, span.Start.Column + 1);

    private static DocumentSyntax ParseSyntax(string text, string file)
    {
        try
        {
            var options = new TomlSerializerOptions { MaxDepth = MaximumDepth };
            return SyntaxParser.Parse(text, options, file, validate: false);
        }
        catch (TomlException exception)
        {
            throw Invalid(
                file,
                exception.Span is { } span ? new TomlPosition(span.Start.Line + 1, span.Start.Column + 1) : default,
                exception.Message,
                exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser does not expect the text to end in the middle of an escape, and formats the missing character.
            throw Invalid(file, End(text), "the text ends too early", exception);
        }
    }

    private static TomlPosition End(string text) =>
        new(text.AsSpan().Count('\n') + 1, text.Length - text.LastIndexOf('\n'));

    private static DocumentException Invalid(string file, TomlPosition position, string problem, Exception? cause) =>
        new(DocumentException.InvalidToml, file, position, $"this is not TOML: {problem}", cause);
}
