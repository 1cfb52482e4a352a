using System.Globalization;

namespace Buildpacks.Net.Spec.Toml;

/// <summary>A whole number of 64 bits, kept exactly.</summary>
/// <param name="value">The value.</param>
public sealed class TomlInteger(long value) : TomlValue
{
    /// <summary>The value.</summary>
    public long Value { get; } = value;

    /// <inheritdoc/>
    public override string TypeName => "an integer";

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlInteger same && same.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The value as text.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
