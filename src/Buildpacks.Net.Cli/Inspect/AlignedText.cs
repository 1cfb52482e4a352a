using System.Text;

namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Text in sections of aligned rows and tables. What images say is shown without credentials and control characters.</summary>
internal sealed class AlignedText
{
    private const string Indent = "  ";
    private const string Gap = "   ";
    private readonly StringBuilder _text = new();

    /// <summary>Begins a section.</summary>
    public void Section(string title)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(title).Append(":\n");
    }

    /// <summary>Rows of names and values; rows without a value are left out.</summary>
    public void Rows(params IReadOnlyList<(string Name, string Value)> rows)
    {
        var shown = rows.Where(row => row.Value.Length > 0).Select(row => (Name: $"{Clean(row.Name)}:", row.Value)).ToList();
        var width = shown.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in shown)
        {
            _text.Append(Indent).Append(name.PadRight(width)).Append(Indent).Append(Clean(value)).Append('\n');
        }
    }

    /// <summary>A table with a line of titles; nothing when it has no rows. Columns without content are left out.</summary>
    public void Table(IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = Enumerable.Range(0, titles.Count).Where(column => rows.Any(row => row[column].Length > 0)).ToList();
        var cells = rows.Select(row => row.Select(Clean).ToList()).ToList();
        var widths = columns.ToDictionary(column => column, column => Math.Max(titles[column].Length, cells.Max(row => row[column].Length)));
        foreach (var row in rows.Count == 0 ? [] : cells.Prepend([.. titles]))
        {
            var line = string.Join(Gap, columns.Select(column => row[column].PadRight(widths[column])));
            _text.Append(Indent).Append(line.TrimEnd()).Append('\n');
        }
    }

    /// <summary>A line of its own.</summary>
    public void Line(string text) => _text.Append(Indent).Append(Clean(text)).Append('\n');

    public override string ToString() => _text.ToString();

    private static string Clean(string text) =>
        string.Concat(Redaction.OfUrls(text).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
