using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Sdk.ExecD;

/// <summary>
/// The answer of an <c>exec.d</c> program: environment variables for the process about to start, written to descriptor 3 as a
/// flat TOML table (Buildpack specification, "exec.d").
/// </summary>
public static class ExecDOutput
{
    private const int Descriptor = 3;

    /// <summary>Writes the variables for the launcher. Call it once, at the end of the program.</summary>
    /// <exception cref="IOException">Descriptor 3 is not open: the program was not started by a launcher.</exception>
    public static void Write(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        using var handle = new SafeFileHandle(Descriptor, ownsHandle: false);
        using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(ToToml(variables)));
    }

    internal static string ToToml(IReadOnlyDictionary<string, string> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            text.Append(Quote(name)).Append(" = ").Append(Quote(value)).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or '\x7f' => quoted.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
