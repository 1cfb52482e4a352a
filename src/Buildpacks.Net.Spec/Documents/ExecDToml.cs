using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// What an <c>exec.d</c> program writes: variables for the process that is started (Buildpack API, exec.d).
/// </summary>
public sealed record ExecDToml : IDocument<ExecDToml>
{
    /// <summary>The variables in the order in which they were written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <inheritdoc/>
    public static ExecDToml Parse(string text, string file)
    {
        var variables = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in TomlReader.Parse(text, file))
        {
            variables.Add(value is TomlString written
                ? KeyValuePair.Create(key, written.Value)
                : throw new DocumentException(
                    DocumentException.WrongType, file, value.Position, $"\"{key}\" must be a string, but is {value.TypeName}"));
        }

        return new ExecDToml { Variables = variables };
    }
}
