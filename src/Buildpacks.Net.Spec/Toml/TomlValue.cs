namespace Buildpacks.Net.Spec.Toml;

/// <summary>
/// A TOML value of any type: <see cref="TomlString"/>, <see cref="TomlInteger"/>, <see cref="TomlFloat"/>,
/// <see cref="TomlBoolean"/>, <see cref="TomlDateTime"/>, <see cref="TomlArray"/> or <see cref="TomlTable"/>.
/// Values are equal when they hold the same, wherever they were read.
/// </summary>
public abstract class TomlValue : IEquatable<TomlValue>
{
    private protected TomlValue()
    {
    }

    /// <summary>Where the value stands in its document; line 0 for values made in memory.</summary>
    public TomlPosition Position { get; init; }

    /// <summary>The type in words, for messages: "a string", "an array" …</summary>
    public abstract string TypeName { get; }

    /// <summary>A string value.</summary>
    public static implicit operator TomlValue(string value) => new TomlString(value);

    /// <summary>An integer value.</summary>
    public static implicit operator TomlValue(long value) => new TomlInteger(value);

    /// <summary>A float value.</summary>
    public static implicit operator TomlValue(double value) => new TomlFloat(value);

    /// <summary>A boolean value.</summary>
    public static implicit operator TomlValue(bool value) => new TomlBoolean(value);

    /// <inheritdoc/>
    public abstract bool Equals(TomlValue? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as TomlValue);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}
