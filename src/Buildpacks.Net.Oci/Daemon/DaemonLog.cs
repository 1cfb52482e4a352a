using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>The log lines about daemons.</summary>
internal static partial class DaemonLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Sending {Sent} of {Total} layers to the daemon: it has the others")]
    public static partial void Loading(ILogger log, int sent, int total);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sending all layers to the daemon: {Reason}")]
    public static partial void LoadingAll(ILogger log, string reason);
}
