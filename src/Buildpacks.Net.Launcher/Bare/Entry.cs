using System.Runtime;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

/// <summary>Where the C library begins the program.</summary>
internal static unsafe class Entry
{
    [RuntimeExport("main")]
    private static int Begin(int count, byte** arguments, byte** environment)
    {
        Sequence<Bytes> given = default;
        for (var i = 1; i < count; i++)
        {
            given.Add(Bytes.FromTerminated(arguments[i]));
        }

        Sequence<Bytes> variables = default;
        for (var entry = environment; *entry is not null; entry++)
        {
            variables.Add(Bytes.FromTerminated(*entry));
        }

        return Launch.Launcher.Run(new LaunchInputs(count > 0 ? Bytes.FromTerminated(arguments[0]) : default, given, variables));
    }

    // The C# compiler wants one; the linker takes the other.
    private static void Main()
    {
    }
}
