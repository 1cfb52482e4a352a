using System.Globalization;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>Looks up users in <c>/etc/passwd</c>; a user need not be there.</summary>
internal static class PasswordFile
{
    private const int IdField = 2;
    private const int HomeField = 5;
    private const int Fields = 7;

    /// <summary>The home folder of a user; null when the file does not know one, or cannot be read.</summary>
    public static string? FindHome(uint userId, string file = "/etc/passwd")
    {
        var id = userId.ToString(CultureInfo.InvariantCulture);
        return ReadLines(file)
            .Select(line => line.Split(':'))
            .FirstOrDefault(fields => fields.Length == Fields && fields[IdField] == id && fields[HomeField].Length > 0)?[HomeField];
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return PosixText.Decode(File.ReadAllBytes(file)).Split('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Images without the file, or with one we may not read, simply know no users.
            return [];
        }
    }
}
