using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Lifecycle;

/// <summary>The name the program was called by, and its arguments, with any bytes in them.</summary>
/// <param name="Program">argv[0].</param>
/// <param name="Arguments">What follows it.</param>
internal sealed record CommandLine(string Program, IReadOnlyList<string> Arguments)
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The command line as .NET knows it; where it had bytes that are not UTF-8, which .NET has replaced, they are read
    /// again from the system.
    /// </summary>
    public static CommandLine Read(IReadOnlyList<string> whole, IReadOnlyList<string> arguments)
    {
        if (!whole.Any(text => text.Contains(Replacement, StringComparison.Ordinal)))
        {
            return new CommandLine(whole[0], arguments);
        }

        var exact = PosixText.Decode(File.ReadAllBytes("/proc/self/cmdline")).Split('\0');
        return new CommandLine(exact[0], [.. exact.SkipLast(1).TakeLast(arguments.Count)]);
    }
}
