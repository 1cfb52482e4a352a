namespace Buildpacks.Net.Spec.Toml;

/// <summary>A floating-point number; infinities and NaN included.</summary>
/// <param name="value">The value.</param>
public sealed class TomlFloat(double value) : TomlValue
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override string TypeName => "a float";

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlFloat same && same.Value.Equals(Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The value as text.</summary>
    public override string ToString() => GoFloat.Shortest(Value);
}
