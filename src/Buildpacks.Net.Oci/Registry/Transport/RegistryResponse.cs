using System.Net;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>An answer whose body has not been read.</summary>
internal sealed class RegistryResponse(
    HttpResponseMessage message, RegistryOptions options, string registry, RegistryRequest request, string? login) : IDisposable
{
    /// <summary>The answer itself.</summary>
    public HttpResponseMessage Message => message;

    public HttpStatusCode Status => message.StatusCode;

    public bool IsSuccess => message.IsSuccessStatusCode;

    public string? MediaType => message.Content.Headers.ContentType?.MediaType;

    public long? ContentLength => message.Content.Headers.ContentLength;

    /// <summary>Where the registry points to, as an absolute address.</summary>
    public Uri? Location => message.Headers.Location is { } location
        ? location.IsAbsoluteUri ? location : new Uri(message.RequestMessage!.RequestUri!, location)
        : null;

    /// <summary>The first byte of the part that is in the body, if it is a part.</summary>
    public long? ContentStart => message.Content.Headers.ContentRange?.From;

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>The digest the registry says the content has; null when it says none that can be understood.</summary>
    public Digest? ContentDigest => Digest.TryParse(Header("Docker-Content-Digest"), out var digest) ? digest : null;

    /// <summary>The body. Disposing it disposes the answer.</summary>
    public async Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) => new GuardedStream(
        await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), this, options.StallTimeout, options.Time);

    /// <summary>The fault that an answer nobody hoped for means. Reads the body.</summary>
    public async Task<RegistryException> ToFaultAsync(CancellationToken cancellationToken)
    {
        var body = await OpenBodyAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var error = await RegistryErrorBody.ReadAsync(body, cancellationToken).ConfigureAwait(false);
            return RegistryFaults.Refusal(registry, request, message, error, login);
        }
    }

    public void Dispose() => message.Dispose();
}
