using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Says whether a failed request is worth repeating, and when.</summary>
internal sealed class RetrySchedule(RetryOptions options, TimeProvider time)
{
    /// <summary>How long to wait before the next attempt; null to give up.</summary>
    /// <param name="made">How often it has been tried.</param>
    /// <param name="response">The answer.</param>
    public TimeSpan? DelayAfter(int made, HttpResponseMessage response)
    {
        if (made >= options.Attempts || !IsTemporary(response.StatusCode))
        {
            return null;
        }

        return RetryAfter(response) is { } asked
            ? asked <= options.MaximumRetryAfter ? asked : null
            : Backoff(made);
    }

    /// <summary>The same for a request without an answer.</summary>
    public TimeSpan? DelayAfter(int made, Exception error)
    {
        var limit = IsConnectFault(error) ? Math.Min(options.ConnectAttempts, options.Attempts) : options.Attempts;
        return made < limit && IsTemporary(error) ? Backoff(made) : null;
    }

    /// <summary>A status that may be another one next time.</summary>
    public static bool IsTemporary(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    /// <summary>A fault of the connection, not of its use: certificates that are not trusted stay so.</summary>
    public static bool IsTemporary(Exception error) => error switch
    {
        OciException => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => false,
        HttpRequestException { InnerException: AuthenticationException } => false,
        _ => error is HttpRequestException or IOException,
    };

    private static bool IsConnectFault(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            or IOException { InnerException: TimeoutException }
        || error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private TimeSpan Backoff(int made)
    {
        // Jitter of one half each way, so that many builds that failed together do not come back together.
        var factor = Math.Pow(2, made - 1) * (0.5 + Random.Shared.NextDouble());
        var delay = options.FirstDelay * factor;
        return delay < options.MaximumDelay ? delay : options.MaximumDelay;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return delay is { } value ? (value > TimeSpan.Zero ? value : TimeSpan.Zero) : null;
    }
}
