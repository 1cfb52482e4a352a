using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

internal static partial class Fault
{
    /// <summary>A fault with its code, message and exit code.</summary>
    public static Exception Of(Bytes code, BytesBuilder message, int exitCode = ExitCodes.Launch) =>
        new LaunchException(code.ToString(), message.Built.ToString(), exitCode);
}
