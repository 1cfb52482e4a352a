using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>What this process does with signals, as far as the application inherits it.</summary>
internal static class Signals
{
    /// <summary>SIGHUP, SIGINT and SIGQUIT as a set: what an exec.d program leaves as the caller had it.</summary>
    public const ulong Inherited = (1UL << 0) | (1UL << 1) | (1UL << 2);

    private const int Pipe = 13;
    private const nint DefaultAction = 0;

    /// <summary>
    /// Undoes what the .NET runtime did: it ignores SIGPIPE. Handlers that it set vanish with exec, and what the caller
    /// ignored or blocked is handed on as it is.
    /// </summary>
    public static void GiveBack() => LibC.SetSignalHandler(Pipe, DefaultAction);
}
