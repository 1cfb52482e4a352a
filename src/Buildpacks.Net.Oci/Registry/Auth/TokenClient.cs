using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>Gets bearer tokens from the token server that a registry names (distribution's token authentication).</summary>
internal sealed class TokenClient(string registry, RegistryOptions options, HttpClients clients)
{
    private const int MaximumAnswer = 1024 * 1024;
    private const int ShortestLife = 60;
    private const int MaximumRedirects = 3;
    private readonly RetrySchedule _schedule = new(options.Retry, options.Time);

    /// <summary>Gets a token.</summary>
    /// <param name="challenge">Names the token server.</param>
    /// <param name="scopes">What the token is to allow.</param>
    /// <param name="credential">Who we are; null for anonymous.</param>
    /// <param name="plainAllowed">Whether the registry itself is talked to without TLS.</param>
    /// <param name="request">What the token is for.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BearerToken> GetAsync(
        AuthChallenge challenge,
        IReadOnlyList<string> scopes,
        RegistryCredential? credential,
        bool plainAllowed,
        RegistryRequest request,
        CancellationToken cancellationToken)
    {
        var server = ServerOf(challenge, plainAllowed, request);
        for (var made = 1; ; made++)
        {
            TimeSpan? delay;
            try
            {
                using var response = await AskAsync(server, challenge, scopes, credential, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return await ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
                }

                delay = _schedule.DelayAfter(made, response);
                if (delay is null)
                {
                    throw await RefusalAsync(response, request, credential, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                delay = _schedule.DelayAfter(made, error);
                if (delay is null)
                {
                    throw RegistryFaults.Unreachable($"token server {server.Authority} of {registry}", request, made, error);
                }
            }

            await Task.Delay(delay.Value, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Uri ServerOf(AuthChallenge challenge, bool plainAllowed, RegistryRequest request)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
        {
            throw RegistryFaults.Invalid(registry, request, "asks for a token but does not say where to get it");
        }

        if ((server.Scheme == "http" && !plainAllowed) || server.UserInfo.Length > 0)
        {
            throw new RegistryException(
                RegistryErrors.UnsafeAddress,
                $"could not {request.Action}: {registry} asks to get a token at {RedactedUrl.Of(server)}, where credentials"
                + " are not safe; name the registry as insecure if that is meant.");
        }

        return server;
    }

    private async Task<HttpResponseMessage> AskAsync(
        Uri server,
        AuthChallenge challenge,
        IReadOnlyList<string> scopes,
        RegistryCredential? credential,
        CancellationToken cancellationToken)
    {
        var target = credential is RegistryCredential.IdentityToken ? server : WithQuery(server, challenge, scopes, credential);
        for (var hop = 0; ; hop++)
        {
            using var message = NewMessage(target, challenge, scopes, credential);
            using var watch = new StallWatch(options.StallTimeout, options.Time, cancellationToken);
            HttpResponseMessage response;
            try
            {
                response = await clients.Other.SendAsync(message, watch.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException cancelled) when (watch.HasStalled)
            {
                throw watch.ToFault(cancelled);
            }

            // Credentials go to the named server only, so a redirect to another one ends here and counts as a refusal.
            if (response.Headers.Location is not { } location
                || (int)response.StatusCode is < 300 or > 399
                || hop == MaximumRedirects
                || !Origin.IsSame(target, new Uri(target, location)))
            {
                return response;
            }

            target = new Uri(target, location);
            response.Dispose();
        }
    }

    private static HttpRequestMessage NewMessage(
        Uri target, AuthChallenge challenge, IReadOnlyList<string> scopes, RegistryCredential? credential)
    {
        if (credential is RegistryCredential.IdentityToken identity)
        {
            return new HttpRequestMessage(HttpMethod.Post, target)
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["service"] = challenge.Service ?? string.Empty,
                    ["scope"] = string.Join(' ', scopes),
                    ["client_id"] = "Buildpacks.Net",
                    ["refresh_token"] = identity.Token,
                }),
            };
        }

        var message = new HttpRequestMessage(HttpMethod.Get, target);
        if (credential is RegistryCredential.Basic basic)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic.Parameter);
        }

        return message;
    }

    private static Uri WithQuery(
        Uri server, AuthChallenge challenge, IReadOnlyList<string> scopes, RegistryCredential? credential)
    {
        var query = scopes.Select(scope => ("scope", scope));
        if (challenge.Service is { } service)
        {
            query = query.Prepend(("service", service));
        }

        if (credential is RegistryCredential.Basic basic)
        {
            query = query.Append(("account", basic.User));
        }

        var text = string.Join('&', query.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        var own = server.Query.TrimStart('?');
        return new UriBuilder(server) { Query = own.Length == 0 ? text : $"{own}&{text}" }.Uri;
    }

    private async Task<BearerToken> ReadAsync(
        HttpResponseMessage response, RegistryRequest request, CancellationToken cancellationToken)
    {
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (content.Length > MaximumAnswer)
        {
            throw RegistryFaults.Invalid(registry, request, "has a token server whose answer is too long");
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var value = Text(root, "token") ?? Text(root, "access_token");
            if (string.IsNullOrEmpty(value) || value.Any(char.IsControl))
            {
                throw RegistryFaults.Invalid(registry, request, "has a token server that gave no token");
            }

            var life = root.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var given)
                ? Math.Clamp(given, 0, 7 * 24 * 3600)
                : ShortestLife;

            // Counted from now, by our clock: the server's may be wrong. A tenth is left for the way.
            return new BearerToken(value, options.Time.GetUtcNow() + TimeSpan.FromSeconds(life * 0.9));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw RegistryFaults.Invalid(registry, request, "has a token server whose answer is not the expected JSON");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<RegistryException> RefusalAsync(
        HttpResponseMessage response, RegistryRequest request, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        var body = RegistryErrorBody.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        var subject = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? registry
            : $"token server {response.RequestMessage!.RequestUri!.Authority} of {registry}";
        return RegistryFaults.Refusal(subject, request, response, body, credential?.ToString());
    }
}
