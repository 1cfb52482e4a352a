using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>The single requests of the Docker Engine API.</summary>
internal sealed class DaemonClient : IDisposable
{
    private const int MaximumDocument = 16 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly DaemonOptions _options;

    public DaemonClient(DaemonOptions options)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.ConnectTimeout,

            // A connection made with more rights than are left may not be lost to idleness in a long build.
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ActivityHeadersPropagator = null,
        };
        var address = AddressOf(options.Host, handler);
        if (options.Connect is { } connect)
        {
            handler.ConnectCallback = (_, cancellationToken) => connect(cancellationToken);
        }

        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Gets a JSON document; null when the daemon says 404.</summary>
    public async Task<JsonDocument?> GetJsonAsync(string path, string action, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, action, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await RequireSuccessAsync(response, action, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = await OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var content = await PooledCopy.ReadDocumentAsync(body, MaximumDocument, "the daemon's answer", cancellationToken)
                    .ConfigureAwait(false);
                return JsonDocument.Parse(content);
            }
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException)
        {
            throw new OciException(
                DaemonErrors.InvalidResponse, $"could not {action}: the daemon's answer is cut off or no JSON.", error);
        }
    }

    /// <summary>Makes a request whose answer has nothing of use in it.</summary>
    public async Task PostAsync(string path, string action, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, null, action, cancellationToken).ConfigureAwait(false);
        await RequireSuccessAsync(response, action, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a large answer.</summary>
    public async Task<Stream> OpenAsync(string path, string action, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Get, path, null, action, cancellationToken).ConfigureAwait(false);
        try
        {
            await RequireSuccessAsync(response, action, cancellationToken).ConfigureAwait(false);
            return await OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Sends a large body, and gives the answer's lines, each a JSON object.</summary>
    public async Task<string> UploadAsync(string path, HttpContent content, string action, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, content, action, cancellationToken).ConfigureAwait(false);
        await RequireSuccessAsync(response, action, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = await OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var bytes = await PooledCopy.ReadDocumentAsync(body, MaximumDocument, "the daemon's answer", cancellationToken)
                    .ConfigureAwait(false);
                return System.Text.Encoding.UTF8.GetString(bytes);
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw Unreachable(action, error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static Uri AddressOf(string host, SocketsHttpHandler handler)
    {
        const string unix = "unix://";
        if (host.StartsWith(unix, StringComparison.Ordinal) && host.Length > unix.Length)
        {
            var path = host[unix.Length..];
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(path, cancellationToken);
            return new Uri("http://docker/");
        }

        return host.StartsWith("tcp://", StringComparison.Ordinal)
            && Uri.TryCreate($"http://{host["tcp://".Length..].TrimEnd('/')}/", UriKind.Absolute, out var address)
            ? address
            : throw new OciException(
                DaemonErrors.InvalidHost,
                $"could not use the daemon at '{host}': write its address as unix:///path or tcp://host:port.");
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, string action, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unreachable(action, error);
        }
    }

    private async Task<GuardedStream> OpenBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response, _options.StallTimeout, _options.Time);

    private async Task RequireSuccessAsync(HttpResponseMessage response, string action, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await OpenBodyAsync(response, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[16 * 1024];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, false, cancellationToken).ConfigureAwait(false);
            var reason = DaemonAnswer.MessageIn(buffer.AsMemory(0, length)) ?? $"HTTP {(int)response.StatusCode}";
            throw new OciException(DaemonErrors.Refused, $"could not {action}: the daemon says: {reason}.");
        }
    }

    private OciException Unreachable(string action, Exception error)
    {
        var cause = error;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return new OciException(
            DaemonErrors.Unreachable,
            $"could not {action}: the daemon at {_options.Host} cannot be reached: {cause.Message.TrimEnd('.')}; check that it"
            + " runs and that this user may use it, or choose another output.",
            error);
    }
}
