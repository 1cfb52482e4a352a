namespace Buildpacks.Net.Spec.Toml;

/// <summary>True or false.</summary>
/// <param name="value">The value.</param>
public sealed class TomlBoolean(bool value) : TomlValue
{
    /// <summary>The value.</summary>
    public bool Value { get; } = value;

    /// <inheritdoc/>
    public override string TypeName => "a boolean";

    /// <inheritdoc/>
    public override bool Equals(TomlValue? other) => other is TomlBoolean same && same.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The value as text.</summary>
    public override string ToString() => Value ? "true" : "false";
}
