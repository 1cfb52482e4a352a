using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher;

/// <summary>This process's arguments, byte for byte. The runtime decodes them as UTF-8 and so loses other bytes.</summary>
internal static unsafe class CommandLine
{
    /// <summary>All arguments, the name the launcher was called by first.</summary>
    /// <param name="decoded">What the runtime gave to Main: the count is right, the bytes may not be.</param>
    public static List<string> Read(string[] decoded)
    {
        var start = FindArguments(decoded.Length + 1);
        return start is null ? Decoded() : Copy(start, decoded.Length + 1);
    }

    /// <summary>
    /// The kernel lays out a new process as: count, arguments, NULL, environment, NULL. The environment's address is known,
    /// so the arguments are found in front of it, without /proc. Null when the environment has been moved.
    /// </summary>
    private static byte** FindArguments(int count)
    {
        var environment = LibC.EnvironmentBlock();
        if (environment is null || environment[-1] is not null)
        {
            return null;
        }

        var start = environment - 1 - count;
        return *(nint*)(start - 1) == count ? start : null;
    }

    private static List<string> Copy(byte** start, int count)
    {
        var arguments = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            arguments.Add(PosixText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(start[i])));
        }

        return arguments;
    }

    private static List<string> Decoded() => [.. Environment.GetCommandLineArgs()];
}
