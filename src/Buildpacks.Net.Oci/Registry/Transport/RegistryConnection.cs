using System.Net;
using System.Net.Http.Headers;
using Buildpacks.Net.Oci.Registry.Auth;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>
/// Sends requests to one registry: finds out its scheme, authorizes, follows redirects, repeats what failed for a while.
/// Authorization goes to the registry itself and to nobody it points to.
/// </summary>
internal sealed class RegistryConnection : IDisposable
{
    private const int MaximumRedirects = 8;
    private readonly RegistryOptions _options;
    private readonly RetrySchedule _schedule;
    private readonly HttpClients _clients;
    private readonly SchemeProbe _probe;
    private readonly Authenticator _authenticator;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _mayBePlain;
    private Uri? _base;

    public RegistryConnection(string registry, bool insecure, RegistryOptions options)
    {
        Registry = registry;
        _options = options;
        _schedule = new RetrySchedule(options.Retry, options.Time);
        _clients = new HttpClients(options, options.Hosts.GetValueOrDefault(registry, new RegistryHostOptions()), insecure);
        _probe = new SchemeProbe(registry, options, _clients);
        _authenticator = new Authenticator(registry, options, new TokenClient(registry, options, _clients));
        _mayBePlain = RegistryAddress.MayBePlain(registry, insecure);
    }

    /// <summary>The registry's name.</summary>
    public string Registry { get; }

    /// <summary>What the connection was made with.</summary>
    public RegistryOptions Options => _options;

    /// <summary>Sends a request. Any status is an answer; only those that may pass are tried again first.</summary>
    /// <exception cref="RegistryException">There is no answer, or it leads to a place that is not safe.</exception>
    public async Task<RegistryResponse> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        for (var made = 1; ; made++)
        {
            TimeSpan? delay;
            string reason;
            try
            {
                var message = await SendAuthorizedAsync(request, cancellationToken).ConfigureAwait(false);
                delay = request.Repeatable ? _schedule.DelayAfter(made, message) : null;
                if (delay is null)
                {
                    return new RegistryResponse(
                        message, _options, Registry, request, _authenticator.LoginOf(request.Repository));
                }

                reason = $"HTTP {(int)message.StatusCode}";
                message.Dispose();
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                delay = request.Repeatable ? _schedule.DelayAfter(made, error) : null;
                if (delay is null)
                {
                    throw RegistryFaults.Unreachable(Registry, request, made, error);
                }

                reason = error.Message;
            }

            RegistryLog.Retrying(_options.Log, request.Action, delay.Value.TotalMilliseconds, reason);
            await Task.Delay(delay.Value, _options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits before a transfer is taken up again; false when it is to be given up.</summary>
    public async Task<bool> WaitBeforeRetryAsync(int made, string action, Exception error, CancellationToken cancellationToken)
    {
        if (_schedule.DelayAfter(made, error) is not { } delay)
        {
            return false;
        }

        RegistryLog.Retrying(_options.Log, action, delay.TotalMilliseconds, error.Message);
        await Task.Delay(delay, _options.Time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The same after an answer that may be another next time.</summary>
    public async Task<bool> WaitBeforeRetryAsync(
        int made, string action, RegistryResponse response, CancellationToken cancellationToken)
    {
        if (_schedule.DelayAfter(made, response.Message) is not { } delay)
        {
            return false;
        }

        RegistryLog.Retrying(_options.Log, action, delay.TotalMilliseconds, $"HTTP {(int)response.Status}");
        await Task.Delay(delay, _options.Time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public void Dispose()
    {
        _authenticator.Dispose();
        _clients.Dispose();
        _gate.Dispose();
    }

    private async Task<HttpResponseMessage> SendAuthorizedAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var home = await FindBaseAsync(cancellationToken).ConfigureAwait(false);
        var plainAllowed = home.Scheme == Uri.UriSchemeHttp || _mayBePlain;
        var authorization = await _authenticator.AuthorizeAsync(request, plainAllowed, cancellationToken).ConfigureAwait(false);
        var response = await SendFollowingAsync(home, request, authorization, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !Origin.IsSame(home, response.RequestMessage!.RequestUri!))
        {
            return response;
        }

        var better = await _authenticator
            .AuthorizeAgainAsync(request, response, authorization, plainAllowed, cancellationToken).ConfigureAwait(false);
        if (better is null)
        {
            return response;
        }

        response.Dispose();
        return await SendFollowingAsync(home, request, better, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Uri> FindBaseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _base ??= await _probe.FindAsync(_mayBePlain, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<HttpResponseMessage> SendFollowingAsync(
        Uri home, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var target = AddressAtHome(home, new Uri(home, request.Address));
        for (var hop = 0; ; hop++)
        {
            RequireSafe(target, hop, request);
            var own = Origin.IsSame(home, target);
            var response = await SendOnceAsync(target, request, own ? authorization : null, own, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response, request) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            target = AddressAtHome(home, new Uri(target, location));
        }
    }

    private void RequireSafe(Uri target, int hop, RegistryRequest request)
    {
        if (hop > MaximumRedirects || target.Scheme is not ("https" or "http") || (target.Scheme == "http" && !_mayBePlain))
        {
            throw new RegistryException(
                RegistryErrors.UnsafeAddress,
                $"could not {request.Action}: {Registry} points to {RedactedUrl.Of(target)}, "
                + (hop > MaximumRedirects ? "after too many redirects." : "which has no TLS."));
        }
    }

    // Registries behind a proxy that ends TLS often name themselves with http: that is still this registry, by TLS.
    private static Uri AddressAtHome(Uri home, Uri target) =>
        home.Scheme == Uri.UriSchemeHttps
        && target.Scheme == Uri.UriSchemeHttp
        && target.IdnHost.Equals(home.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (target.IsDefaultPort || target.Port == home.Port)
            ? new UriBuilder(target) { Scheme = home.Scheme, Port = home.Port }.Uri
            : target;

    private static bool IsRedirect(HttpResponseMessage response, RegistryRequest request) => response.StatusCode switch
    {
        HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => true,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther =>
            request.Method == HttpMethod.Get || request.Method == HttpMethod.Head,
        _ => false,
    };

    private async Task<HttpResponseMessage> SendOnceAsync(
        Uri target,
        RegistryRequest request,
        AuthenticationHeaderValue? authorization,
        bool own,
        CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(_options.StallTimeout, _options.Time, cancellationToken);
        var message = new HttpRequestMessage(request.Method, target) { Content = request.Content?.Invoke(watch) };
        message.Headers.Authorization = authorization;
        if (request.Accept is not null)
        {
            message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        }

        if (request.RangeStart is { } start)
        {
            message.Headers.Range = new RangeHeaderValue(start, null);
        }

        try
        {
            return await (own ? _clients.Own : _clients.Other)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (watch.HasStalled)
        {
            throw watch.ToFault(cancelled);
        }
    }
}
