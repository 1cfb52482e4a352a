using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.Projects;

/// <summary>A table of a project descriptor, with the errors that its readers need.</summary>
/// <param name="table">The table.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class ProjectTable(TomlTable table, string file)
{
    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>A table in it; null when there is none.</summary>
    public ProjectTable? Table(string key) => Typed<TomlTable>(key, "a table") is { } child ? new ProjectTable(child, file) : null;

    /// <summary>A text in it; empty when there is none.</summary>
    public string Text(string key) => Typed<TomlString>(key, "a string")?.Value ?? "";

    /// <summary>A list of texts in it; null when there is none.</summary>
    public IReadOnlyList<string>? Strings(string key) => Typed<TomlArray>(key, "an array") is { } array
        ? [.. array.Select(item => item is TomlString text ? text.Value : throw Wrong(key, "an array of strings", item))]
        : null;

    /// <summary>A list of tables in it; empty when there is none.</summary>
    public IReadOnlyList<T> Tables<T>(string key, Func<ProjectTable, T> read) => Typed<TomlArray>(key, "an array of tables") is { } array
        ? [.. array.Select(item => item is TomlTable child ? read(new ProjectTable(child, file)) : throw Wrong(key, "an array of tables", item))]
        : [];

    /// <summary>A fault at the place of this table.</summary>
    public DocumentException Fault(string problem) => new(DocumentException.InvalidValue, file, table.Position, problem);

    private T? Typed<T>(string key, string wanted)
        where T : TomlValue => table.TryGetValue(key, out var value)
            ? value as T ?? throw Wrong(key, wanted, value)
            : null;

    private DocumentException Wrong(string key, string wanted, TomlValue value) =>
        new(DocumentException.WrongType, file, value.Position, $"'{key}' must be {wanted}, but is {value.TypeName}");
}
