using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>
/// Authorizes requests to one registry. Nothing is sent before the registry has asked for it; afterwards each request
/// carries at once what it needs. Tokens are renewed when they expire or are refused.
/// </summary>
internal sealed class Authenticator(string registry, RegistryOptions options, TokenClient tokens) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, RegistryCredential?> _credentials = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BearerToken> _tokens = new(StringComparer.Ordinal);
    private volatile AuthChallenge? _challenge;

    /// <summary>What is known to be needed for a request; null while the registry has asked for nothing.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(
        RegistryRequest request, bool plainAllowed, CancellationToken cancellationToken)
    {
        // Looked up before it is needed: credentials that cannot be understood are worth an error even where none are asked for.
        await FindCredentialAsync(request.Repository, cancellationToken).ConfigureAwait(false);
        return _challenge is { } challenge
            ? await AnswerAsync(challenge, request, null, plainAllowed, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>What to send after a request was refused with HTTP 401; null when there is nothing better to send.</summary>
    /// <param name="refused">What was sent with it.</param>
    public async Task<AuthenticationHeaderValue?> AuthorizeAgainAsync(
        RegistryRequest request,
        HttpResponseMessage response,
        AuthenticationHeaderValue? refused,
        bool plainAllowed,
        CancellationToken cancellationToken)
    {
        if (Choose(response) is not { } challenge)
        {
            return null;
        }

        // Its scopes belong to the request it was made for, not to later ones.
        _challenge = challenge with { Parameters = challenge.Parameters.Where(pair => pair.Key != "scope").ToDictionary() };
        if (refused is not null)
        {
            // The credential may have been replaced meanwhile; short-lived ones are.
            _credentials.TryRemove(request.Repository, out _);
        }

        var answer = await AnswerAsync(challenge, request, refused, plainAllowed, cancellationToken).ConfigureAwait(false);
        return answer is not null && !answer.Equals(refused) ? answer : null;
    }

    /// <summary>The credential that is used for a repository, in words for people; null when there is none.</summary>
    public string? LoginOf(string repository) =>
        _credentials.TryGetValue(repository, out var credential) ? credential?.ToString() : null;

    public void Dispose() => _gate.Dispose();

    private static AuthChallenge? Choose(HttpResponseMessage response)
    {
        var challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var headers)
            ? headers.SelectMany(AuthChallenge.Parse).ToList()
            : [];
        return challenges.Find(challenge => challenge.Scheme == "bearer")
            ?? challenges.Find(challenge => challenge.Scheme == "basic");
    }

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        AuthChallenge challenge,
        RegistryRequest request,
        AuthenticationHeaderValue? refused,
        bool plainAllowed,
        CancellationToken cancellationToken)
    {
        var credential = await FindCredentialAsync(request.Repository, cancellationToken).ConfigureAwait(false);
        if (credential is RegistryCredential.Bearer bearer)
        {
            return new AuthenticationHeaderValue("Bearer", bearer.Token);
        }

        if (challenge.Scheme == "basic")
        {
            return credential is RegistryCredential.Basic basic
                ? new AuthenticationHeaderValue("Basic", basic.Parameter)
                : null;
        }

        var scopes = request.Scopes.Concat(challenge.Scopes).Distinct().ToList();
        var token = await GetTokenAsync(challenge, scopes, credential, refused?.Parameter, plainAllowed, request, cancellationToken)
            .ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", token.Value);
    }

    private async Task<RegistryCredential?> FindCredentialAsync(string repository, CancellationToken cancellationToken)
    {
        if (_credentials.TryGetValue(repository, out var known))
        {
            return known;
        }

        var found = await options.Credentials.FindAsync(registry, repository, cancellationToken).ConfigureAwait(false);
        return _credentials.GetOrAdd(repository, found);
    }

    private async Task<BearerToken> GetTokenAsync(
        AuthChallenge challenge,
        List<string> scopes,
        RegistryCredential? credential,
        string? refused,
        bool plainAllowed,
        RegistryRequest request,
        CancellationToken cancellationToken)
    {
        var key = string.Join(' ', request.Scopes);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Several requests may have been waiting for the same token.
            if (_tokens.TryGetValue(key, out var token)
                && token.Value != refused
                && token.RefreshAt > options.Time.GetUtcNow())
            {
                return token;
            }

            token = await tokens.GetAsync(challenge, scopes, credential, plainAllowed, request, cancellationToken)
                .ConfigureAwait(false);
            _tokens[key] = token;
            return token;
        }
        finally
        {
            _gate.Release();
        }
    }
}
