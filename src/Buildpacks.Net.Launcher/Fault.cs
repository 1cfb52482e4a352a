using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

/// <summary>
/// How a launch fails. The result of each method is thrown; in the bare executable, which has no exceptions, the message is
/// written and the process ends before that.
/// </summary>
internal static unsafe partial class Fault
{
    /// <summary>The system refused a call on a file or folder of the image.</summary>
    public static Exception OfSystem(Bytes action, Bytes path, int error) => Of(
        Faults.Files, Reason(action, path, error).Add(". The files of the image must be readable for the user of the container."u8));

    /// <summary>What was tried, on which path, and the system's reason.</summary>
    public static BytesBuilder Reason(Bytes action, Bytes path, int error) => Message("could not "u8)
        .Add(action).Add(" "u8).Add(path).Add(": "u8).Add(Bytes.FromTerminated(SystemCalls.DescribeError(error)));

    /// <summary>The beginning of a message.</summary>
    public static BytesBuilder Message(Bytes beginning) => default(BytesBuilder).Add(beginning);
}
