using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Ids;

/// <summary>
/// The id of a buildpack or an extension. Any text is taken that can name a folder, as platforms in the field have
/// them; <see cref="IsWellFormed"/> holds the stricter rule of the specification (Buildpack API, buildpack.toml).
/// </summary>
public sealed record BuildpackId : IComparable<BuildpackId>
{
    private BuildpackId(string value) => Value = value;

    /// <summary>The id as written.</summary>
    public string Value { get; }

    /// <summary>The name of the folders that belong to this id: each <c>/</c> becomes <c>_</c>.</summary>
    public string FolderName => Value.Replace('/', '_');

    /// <summary>
    /// Whether the id keeps to the specification: letters, digits and <c>. - /</c>, and neither <c>config</c>,
    /// <c>app</c> nor <c>sbom</c>.
    /// </summary>
    public bool IsWellFormed =>
        Value is not ("config" or "app" or "sbom") && Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '/');

    /// <summary>Reads an id.</summary>
    /// <exception cref="InvalidIdException">The text is empty or cannot name a folder.</exception>
    public static BuildpackId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new InvalidIdException(
                InvalidIdException.BuildpackId,
                text,
                $"\"{text}\" is not a buildpack id: it must not be empty, \".\" or \"..\", nor hold a NUL character.");

    /// <summary>Reads an id; false when the text is empty or cannot name a folder.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BuildpackId? id)
    {
        id = FolderNames.IsSafe(text) ? new BuildpackId(text) : null;
        return id is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(BuildpackId? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The id as written.</summary>
    public override string ToString() => Value;
}
