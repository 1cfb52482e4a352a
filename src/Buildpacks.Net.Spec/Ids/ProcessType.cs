using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Ids;

/// <summary>
/// The type of a process, which is the name of a link in <c>/cnb/process</c>. Texts are refused that cannot be such a
/// name, or that shells and tools would read differently; <see cref="IsWellFormed"/> holds the rule of the specification.
/// </summary>
public sealed record ProcessType : IComparable<ProcessType>
{
    private const string RefusedCharacters = "/><:|&\\\0";
    private static readonly SearchValues<char> Refused = SearchValues.Create(RefusedCharacters);

    private ProcessType(string value) => Value = value;

    /// <summary>The type as written.</summary>
    public string Value { get; }

    /// <summary>Whether the type keeps to the specification: letters, digits and <c>. - _</c>.</summary>
    public bool IsWellFormed => Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Reads a process type.</summary>
    /// <exception cref="InvalidIdException">The text cannot name a link in <c>/cnb/process</c>.</exception>
    public static ProcessType Parse(string text) =>
        TryParse(text, out var type)
            ? type
            : throw new InvalidIdException(
                InvalidIdException.ProcessType,
                text,
                $"\"{text}\" is not a process type: it must not be empty, \".\" or \"..\", "
                + "nor hold any of / > < : | & \\ or a NUL character.");

    /// <summary>Reads a process type; false when the text cannot name a link in <c>/cnb/process</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ProcessType? type)
    {
        type = FolderNames.IsSafe(text) && text.AsSpan().IndexOfAny(Refused) < 0 ? new ProcessType(text) : null;
        return type is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(ProcessType? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The type as written.</summary>
    public override string ToString() => Value;
}
