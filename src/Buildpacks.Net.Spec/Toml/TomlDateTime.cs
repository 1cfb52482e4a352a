namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// A date, a time or both, with or without an offset: kept as its RFC 3339 text (<c>T</c> between date and time, <c>Z</c>
/// for a zero offset, no trailing zeros in the fraction), which is how the lifecycle writes it again.
/// </summary>
/// <param name="text">The RFC 3339 text.</param>
public sealed class TomlDateTime(string text) : TomlValue
{
    /// <summary>The RFC 3339 text.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string TypeName => "a date or time";

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlDateTime same && same.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The RFC 3339 text.</summary>
    public override string ToString() => Text;
}
