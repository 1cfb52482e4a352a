using System.Text.Json;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What the <c>*.runtimeconfig.json</c> files of .NET programs say about their libraries.</summary>
internal static class DotnetConfiguration
{
    private const string Ending = ".runtimeconfig.json";
    private const int LargestFile = 1024 * 1024;

    /// <summary>
    /// Whether there are .NET programs among the files, and all of them have <c>System.Globalization.Invariant</c> set.
    /// Programs without such a file, and settings in the environment, are not known here.
    /// </summary>
    public static bool AreInvariant(IEnumerable<string> paths)
    {
        var programs = paths.Where(path => path.EndsWith(Ending, StringComparison.Ordinal) && IsOfProgram(path)).ToList();
        return programs.Count > 0 && programs.TrueForAll(IsInvariant);
    }

    // Runtimes have such a file too, but no program of that name beside it.
    private static bool IsOfProgram(string path) => File.Exists(path[..^Ending.Length] + ".dll");

    private static bool IsInvariant(string path)
    {
        try
        {
            using var stream = PosixFile.OpenRead(path);
            if (stream.Length > LargestFile)
            {
                return false;
            }

            using var document = JsonDocument.Parse(stream);
            return document.RootElement.TryGetProperty("runtimeOptions", out var options)
                && options.TryGetProperty("configProperties", out var properties)
                && properties.TryGetProperty("System.Globalization.Invariant", out var value)
                && value.ValueKind == JsonValueKind.True;
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException)
        {
            // A file that is not what it should be configures nothing: the library is taken.
            return false;
        }
    }
}
