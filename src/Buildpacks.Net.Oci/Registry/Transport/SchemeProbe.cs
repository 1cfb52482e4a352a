using System.Net;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>
/// Finds out whether a registry that may be plain HTTP is. Nothing secret is sent. On this machine plain HTTP is tried
/// first, as it is usual there and cheaper; elsewhere TLS is, and plain HTTP only when there is none.
/// </summary>
internal sealed class SchemeProbe(string registry, RegistryOptions options, HttpClients clients)
{
    public async Task<Uri> FindAsync(bool mayBePlain, CancellationToken cancellationToken)
    {
        var secure = BaseOf("https");
        if (!mayBePlain)
        {
            return secure;
        }

        var plain = BaseOf("http");
        var found = RegistryAddress.IsLoopback(RegistryAddress.HostOf(registry))
            ? await IsPlainAsync(plain, cancellationToken).ConfigureAwait(false) ? plain : secure
            : await IsSecureAsync(secure, cancellationToken).ConfigureAwait(false) ? secure : plain;
        RegistryLog.SchemeChosen(options.Log, registry, found.Scheme);
        return found;
    }

    private Uri BaseOf(string scheme) => Uri.TryCreate($"{scheme}://{registry}/v2/", UriKind.Absolute, out var address)
        ? address
        : throw new RegistryException(RegistryErrors.UnsafeAddress, $"could not use registry {registry}: that is no host.");

    private async Task<bool> IsPlainAsync(Uri plain, CancellationToken cancellationToken)
    {
        try
        {
            // Servers that want TLS say so with 400, a redirect, or by hanging up.
            var status = await AskAsync(plain, cancellationToken).ConfigureAwait(false);
            return status != HttpStatusCode.BadRequest && (int)status is < 300 or > 399;
        }
        catch (HttpRequestException error) when (error.HttpRequestError != HttpRequestError.ConnectionError)
        {
            return false;
        }
    }

    private async Task<bool> IsSecureAsync(Uri secure, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(secure, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException error) when (
            error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return false;
        }
    }

    private async Task<HttpStatusCode> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        // To say anything at all takes little longer than to connect: a registry that is dead is to be known soon.
        var patience = options.ConnectTimeout * 1.25;
        var limit = patience < options.StallTimeout ? patience : options.StallTimeout;
        using var watch = new StallWatch(limit, options.Time, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await clients.Own
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            return response.StatusCode;
        }
        catch (OperationCanceledException cancelled) when (watch.HasStalled)
        {
            throw watch.ToFault(cancelled);
        }
    }
}
