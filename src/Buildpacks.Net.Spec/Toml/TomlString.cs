namespace Buildpacks.Net.Spec.Toml;

/// <summary>A string. Bytes that are not UTF-8 cannot occur in TOML.</summary>
/// <param name="value">The value.</param>
public sealed class TomlString(string value) : TomlValue
{
    /// <summary>The value.</summary>
    public string Value { get; } = value;

    /// <summary>
    /// Whether the writer escapes the value as Go writes JSON, which is how the lifecycle writes commands.
    /// </summary>
    internal bool IsJsonEscaped { get; init; }

    /// <inheritdoc/>
    public override string TypeName => "a string";

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlString same && same.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value as text.</summary>
    public override string ToString() => Value;
}
