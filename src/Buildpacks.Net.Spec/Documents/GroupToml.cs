using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>group.toml</c>: the buildpacks and extensions that passed detection (Platform API, group.toml).
/// </summary>
public sealed record GroupToml : IDocument<GroupToml>
{
    /// <summary>The buildpacks in the order in which they run.</summary>
    public IReadOnlyList<GroupElement> Group { get; init; } = [];

    /// <summary>The extensions in the order in which they run.</summary>
    public IReadOnlyList<GroupElement> GroupExtensions { get; init; } = [];

    /// <inheritdoc/>
    public static GroupToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new GroupToml
        {
            Group = root.List("group", GroupElement.From),
            GroupExtensions = root.List("group-extensions", GroupElement.From),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<GroupToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<GroupToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        root.AddTables("group", Group, element => element.ToTable());
        root.AddTables("group-extensions", GroupExtensions, element => element.ToTable());
        return TomlWriter.Write(root);
    }
}
