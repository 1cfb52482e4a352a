using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Ids;

/// <summary>The name of a layer: that of its folder and, with <c>.toml</c> behind it, of its document.</summary>
public sealed record LayerName : IComparable<LayerName>
{
    private LayerName(string value) => Value = value;

    /// <summary>The name as written.</summary>
    public string Value { get; }

    /// <summary>
    /// Whether the specification leaves the name to buildpacks: <c>build</c>, <c>launch</c> and <c>store</c> name other
    /// documents.
    /// </summary>
    public bool IsWellFormed => Value is not ("build" or "launch" or "store");

    /// <summary>Reads a layer name.</summary>
    /// <exception cref="InvalidIdException">The text is empty or is not the name of one folder.</exception>
    public static LayerName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new InvalidIdException(
                InvalidIdException.LayerName,
                text,
                $"\"{text}\" is not a layer name: it must name one folder, so not be empty, \".\" or \"..\", "
                + "nor hold a slash or a NUL character.");

    /// <summary>Reads a layer name; false when the text is empty or is not the name of one folder.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LayerName? name)
    {
        name = FolderNames.IsSafe(text) && !text.Contains('/', StringComparison.Ordinal) ? new LayerName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(LayerName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The name as written.</summary>
    public override string ToString() => Value;
}
