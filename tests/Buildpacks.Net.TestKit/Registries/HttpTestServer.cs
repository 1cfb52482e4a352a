using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>
/// A small HTTP/1.1 server in this process, whose handler has the connection in its hands: it may stop in the middle,
/// say nothing, or never end. One handler call a request.
/// </summary>
public sealed class HttpTestServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<HttpRequest, HttpExchange, Task> _handle;
    private readonly Task _loop;

    public HttpTestServer(Func<HttpRequest, HttpExchange, Task> handle)
    {
        _handle = handle;
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>All requests so far, in order.</summary>
    public ConcurrentQueue<HttpRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadRequestAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    var exchange = new HttpExchange(client, stream, request, _stop.Token);
                    await _handle(request, exchange);
                    if (exchange.IsClosed)
                    {
                        return;
                    }

                    await exchange.SkipBodyAsync();
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client has gone, or the test has ended.
            }
        }
    }

    private async Task<HttpRequest?> ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1], StringComparer.Ordinal);
        return new HttpRequest(first[0], first[1], headers);
    }
}
