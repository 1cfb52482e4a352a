using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Buildpacks.Net.Spec.Ids;

/// <summary>
/// The version of a platform or buildpack API: <c>major.minor</c>, or a major alone, as the reference reads it.
/// </summary>
/// <param name="Major">First number.</param>
/// <param name="Minor">Second number.</param>
public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>Reads a version such as <c>0.12</c>.</summary>
    /// <exception cref="InvalidIdException">The text is not two numbers with a dot between them.</exception>
    public static ApiVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new InvalidIdException(
                InvalidIdException.ApiVersion,
                text,
                $"\"{text}\" is not an API version: it must be two numbers with a dot between them, such as 0.12.");

    /// <summary>
    /// Reads a version; false when the text is not one. A leading <c>v</c> and leading zeros are accepted, and a
    /// missing minor is 0.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApiVersion version)
    {
        version = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var rest = text.AsSpan(text[0] == 'v' ? 1 : 0);
        var dot = rest.IndexOf('.');
        var minor = 0;
        if (!TryNumber(dot < 0 ? rest : rest[..dot], out var major) || (dot >= 0 && !TryNumber(rest[(dot + 1)..], out minor)))
        {
            return false;
        }

        version = new ApiVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ApiVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>The version as <c>major.minor</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
