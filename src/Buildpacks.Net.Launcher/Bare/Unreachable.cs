using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

/// <summary>The end of what cannot happen: the platform must learn that the application was not started, and by whom.</summary>
internal static class Unreachable
{
    public static void End()
    {
        _ = Fault.Of(Faults.Unexpected, Fault.Message("the launcher went where it must not. Report this, please."u8));
        SystemCalls.Exit(ExitCodes.Launch);
    }
}
