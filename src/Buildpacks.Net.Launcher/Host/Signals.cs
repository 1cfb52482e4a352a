using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>What this process does with signals, as far as the application inherits it.</summary>
internal static class Signals
{
    /// <summary>SIGPIPE.</summary>
    public const int Pipe = 13;

    private const nint DefaultAction = 0;

    /// <summary>
    /// Undoes what the .NET runtime did: it ignores SIGPIPE. Handlers that it set vanish with exec, and what the caller
    /// ignored or blocked is handed on as it is.
    /// </summary>
    public static void GiveBack() => LibC.SetSignalHandler(Pipe, DefaultAction);
}
