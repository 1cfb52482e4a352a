using System.Text.Json;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>
/// Credentials from a file in the form of Docker's <c>config.json</c>, which podman's <c>auth.json</c> shares: entries for
/// hosts or for repositories (the longest that fits counts), and credential helpers. The file is read at each question, so
/// that credentials which are renewed during a long build are seen; one that is not there holds none.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="helpers">Runs credential helpers.</param>
public sealed class AuthFileCredentials(string path, CredentialHelperRunner helpers) : ICredentialSource
{
    private const int MaximumSize = 1024 * 1024;

    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        string registry, string repository, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var root = document.RootElement;
        var server = AuthFileKeys.ServerOf(registry);
        if (FindEntry(root, AuthFileKeys.RepositoryKeys(registry, repository)) is { } scoped)
        {
            return scoped;
        }

        var helper = Text(Member(root, "credHelpers") is { } map ? FindHelper(map, registry) : null);
        if (helper.Length > 0)
        {
            return await helpers.GetAsync(helper, server, cancellationToken).ConfigureAwait(false);
        }

        var store = Text(Member(root, "credsStore"));
        var stored = store.Length > 0
            ? await helpers.GetAsync(store, server, cancellationToken).ConfigureAwait(false)
            : null;
        return stored ?? FindEntry(root, AuthFileKeys.HostKeys(registry));
    }

    private async Task<JsonDocument> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumSize)
            {
                throw Invalid($"it is larger than {MaximumSize} bytes");
            }

            var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var options = new JsonDocumentOptions { MaxDepth = 32 };
            var document = JsonDocument.Parse(WithoutMark(content), options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw Invalid("it is no JSON object");
        }
        catch (JsonException error)
        {
            // The parser's message may quote the file, which holds secrets; the place is enough.
            throw Invalid($"it is no valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Invalid(error.Message);
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] content) =>
        content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;

    private RegistryCredential? FindEntry(JsonElement root, IEnumerable<string> keys)
    {
        if (Member(root, "auths") is not { ValueKind: JsonValueKind.Object } auths)
        {
            return null;
        }

        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in auths.EnumerateObject())
        {
            entries[AuthFileKeys.Normalize(member.Name)] = member.Value;
        }

        foreach (var key in keys)
        {
            if (entries.TryGetValue(key, out var entry) && Read(entry, key) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }

    private RegistryCredential? Read(JsonElement entry, string key)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (Text(Member(entry, "identitytoken")) is { Length: > 0 } identity)
        {
            return new RegistryCredential.IdentityToken(identity, path);
        }

        if (Text(Member(entry, "registrytoken")) is { Length: > 0 } token)
        {
            return new RegistryCredential.Bearer(token, path);
        }

        if (Text(Member(entry, "auth")) is { Length: > 0 } auth)
        {
            return BasicAuthValue.Decode(auth, path)
                ?? throw Invalid($"'auth' of '{key}' is not base64 of user and password");
        }

        return Text(Member(entry, "username")) is { Length: > 0 } user
            ? new RegistryCredential.Basic(user, Text(Member(entry, "password")), path)
            : null;
    }

    private static JsonElement? FindHelper(JsonElement map, string registry)
    {
        if (map.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var keys = AuthFileKeys.HostKeys(registry).ToList();
        foreach (var member in map.EnumerateObject())
        {
            if (keys.Contains(AuthFileKeys.Normalize(member.Name)))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;

    private string Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : string.Empty;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("it holds text that is no Unicode");
        }
    }

    private RegistryException Invalid(string reason) => new(
        RegistryErrors.InvalidCredentials,
        $"could not read registry credentials from {path}: {reason}; repair the file, or remove it to go on anonymously.");
}
