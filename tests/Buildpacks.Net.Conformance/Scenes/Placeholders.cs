using System.Text.RegularExpressions;

namespace Buildpacks.Net.Conformance.Scenes;

/// <summary>Words in angle brackets that stand for a folder, a name or a value of this run: <c>&lt;layers&gt;</c>. Unknown words stay as they are.</summary>
internal sealed partial class Placeholders
{
    private readonly Dictionary<string, string> _values = [];

    public string this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    public string Expand(string text) => Word().Replace(text, match => _values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex("<([a-z][a-z0-9-]*)>")]
    private static partial Regex Word();
}
