using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>
/// Connections to a daemon's socket, made while the process is still root: the socket is closed to the user it becomes. Each is
/// handed out once; the client keeps and uses it again.
/// </summary>
internal sealed class DaemonSockets
{
    private const string Unix = "unix://";
    private const int Count = 16;
    private readonly ConcurrentQueue<Socket> _sockets = new();

    private DaemonSockets()
    {
    }

    /// <summary>Opens them; null when the daemon is not at a socket, or cannot be reached, which the client will report.</summary>
    public static DaemonSockets? TryOpen(string host)
    {
        if (!host.StartsWith(Unix, StringComparison.Ordinal) || host.Length == Unix.Length)
        {
            return null;
        }

        var opened = new DaemonSockets();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                opened._sockets.Enqueue(socket);
                socket.Connect(new UnixDomainSocketEndPoint(host[Unix.Length..]));
            }

            return opened;
        }
        catch (SocketException)
        {
            opened.CloseAll();
            return null;
        }
    }

    /// <summary>Hands one out.</summary>
    /// <exception cref="IOException">All have been used up.</exception>
    public ValueTask<Stream> TakeAsync(CancellationToken cancellationToken) => _sockets.TryDequeue(out var socket)
        ? ValueTask.FromResult<Stream>(new NetworkStream(socket, ownsSocket: true))
        : throw new IOException("the connections to the daemon that were made as root are used up; let the build user reach its socket");

    private void CloseAll()
    {
        while (_sockets.TryDequeue(out var socket))
        {
            socket.Dispose();
        }
    }
}
