using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// What <c>bin/detect</c> writes: its build plan and the alternatives to it (Buildpack API, Build Plan).
/// </summary>
public sealed record BuildPlan : BuildPlanSections, IDocument<BuildPlan>
{
    /// <summary>Alternatives, tried in order when the main sections cannot be satisfied.</summary>
    public IReadOnlyList<BuildPlanSections> Or { get; init; } = [];

    /// <inheritdoc/>
    public static BuildPlan Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        var main = From(root);
        return new BuildPlan { Provides = main.Provides, Requires = main.Requires, Or = root.List("or", From) };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<BuildPlan> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<BuildPlan>(path, cancellationToken);

    /// <summary>The document as a buildpack writes it.</summary>
    public string ToToml()
    {
        var root = ToTable();
        root.AddTables("or", Or, sections => sections.ToTable());
        return TomlWriter.Write(root);
    }
}
