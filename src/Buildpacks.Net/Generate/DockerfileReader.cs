using System.Text;
using System.Text.RegularExpressions;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Generate;

/// <summary>
/// Splits a Dockerfile into its instructions: comments, continued lines, the escape directive and here-documents. What the
/// instructions mean is looked at elsewhere, and what they do is the extender's.
/// </summary>
internal sealed partial class DockerfileReader
{
    private readonly string _file;
    private readonly string[] _lines;
    private readonly char _escape;
    private int _next;

    private DockerfileReader(string text, string file)
    {
        _file = file;
        _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        _escape = ReadEscape(_lines);
    }

    /// <summary>Reads the instructions.</summary>
    /// <exception cref="DocumentException">There is none, or a here-document does not end.</exception>
    public static IReadOnlyList<DockerfileInstruction> Read(string text, string file)
    {
        var reader = new DockerfileReader(text, file);
        var instructions = new List<DockerfileInstruction>();
        while (reader.ReadNext() is { } instruction)
        {
            instructions.Add(instruction);
        }

        return instructions.Count > 0 ? instructions : throw reader.Fault("the file has no instructions", 1);
    }

    /// <summary>The comments at the very top may say which character continues a line.</summary>
    private static char ReadEscape(string[] lines)
    {
        foreach (var line in lines)
        {
            var directive = Directive().Match(line);
            if (!directive.Success)
            {
                break;
            }

            if (directive.Groups["name"].Value.Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return directive.Groups["value"].Value is ['`'] ? '`' : '\\';
            }
        }

        return '\\';
    }

    private DockerfileInstruction? ReadNext()
    {
        while (_next < _lines.Length && IsBlankOrComment(_lines[_next]))
        {
            _next++;
        }

        if (_next == _lines.Length)
        {
            return null;
        }

        var line = _next + 1;
        var text = ReadContinued();
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var instruction = new DockerfileInstruction(parts[0].ToUpperInvariant(), parts.Length > 1 ? parts[1] : "", line);
        if (instruction.Name is "ADD" or "COPY" or "RUN")
        {
            SkipHereDocuments(instruction);
        }

        return instruction;
    }

    private string ReadContinued()
    {
        var text = new StringBuilder();
        for (var first = _next; _next < _lines.Length;)
        {
            var isFirst = _next == first;
            var line = _lines[_next++];
            if (!isFirst && IsBlankOrComment(line))
            {
                continue;
            }

            var end = line.TrimEnd(' ', '\t');
            if (!end.EndsWith(_escape))
            {
                return text.Append(line).ToString().Trim();
            }

            text.Append(end.AsSpan(0, end.Length - 1));
        }

        return text.ToString().Trim() is { Length: > 0 } rest ? rest : throw Fault("the file ends within a line", _next);
    }

    private void SkipHereDocuments(DockerfileInstruction instruction)
    {
        foreach (var word in instruction.Words)
        {
            if (HereDocument().Match(word) is { Success: true } match)
            {
                SkipTo(match.Groups["name"].Value, match.Groups["tabs"].Length > 0, instruction.Line);
            }
        }
    }

    private void SkipTo(string name, bool dropsTabs, int start)
    {
        while (_next < _lines.Length)
        {
            var line = _lines[_next++];
            if ((dropsTabs ? line.TrimStart('\t') : line) == name)
            {
                return;
            }
        }

        throw Fault($"the here-document {name} does not end", start);
    }

    private DocumentException Fault(string problem, int line) =>
        new(DocumentException.InvalidValue, _file, new TomlPosition(line, 1), problem);

    private static bool IsBlankOrComment(string line) => line.AsSpan().Trim() is [] or ['#', ..];

    [GeneratedRegex(@"^\s*#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>.+?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex("""^[0-9]*<<(?<tabs>-?)(?<quote>['"]?)(?<name>[A-Za-z_][^\s'"<>]*)\k<quote>$""", RegexOptions.CultureInvariant)]
    private static partial Regex HereDocument();
}
