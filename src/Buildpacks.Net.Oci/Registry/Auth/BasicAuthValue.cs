using System.Text;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>The form that users and passwords have in credential files and headers: base64 of <c>user:password</c>.</summary>
internal static class BasicAuthValue
{
    /// <summary>Reads it; null when it is none.</summary>
    public static RegistryCredential.Basic? Decode(string value, string source)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(Pad(value), bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? null
            : new RegistryCredential.Basic(text[..colon], text[(colon + 1)..].TrimEnd('\0'), source);
    }

    // Some tools leave out the padding.
    private static string Pad(string value) => (value.Length % 4) switch
    {
        2 => value + "==",
        3 => value + "=",
        _ => value,
    };
}
