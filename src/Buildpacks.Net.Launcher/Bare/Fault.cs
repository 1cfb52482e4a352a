using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

internal static partial class Fault
{
    /// <summary>Writes the message and ends the process: whoever throws the result never does.</summary>
    public static Exception Of(Bytes code, BytesBuilder message, int exitCode = ExitCodes.Launch)
    {
        StandardStreams.WriteLines("ERROR: "u8, Message("failed to launch: "u8).Add(message.Built).Add(" ["u8).Add(code).Add((byte)']').Built);
        SystemCalls.Exit(exitCode);
        return null!;
    }
}
