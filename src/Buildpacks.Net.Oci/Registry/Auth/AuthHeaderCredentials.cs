using System.Text.Json;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>
/// Credentials from a JSON object that maps hosts to the values of <c>Authorization</c> headers:
/// <c>Basic …</c>, <c>Bearer …</c>, or <c>X-Identity …</c> for an identity token. The object is read at once, a value only
/// when it is needed.
/// </summary>
public sealed class AuthHeaderCredentials : ICredentialSource
{
    private readonly Dictionary<string, string> _headers;
    private readonly string _source;

    private AuthHeaderCredentials(Dictionary<string, string> headers, string source)
    {
        _headers = headers;
        _source = source;
    }

    /// <summary>Reads the object.</summary>
    /// <param name="json">The JSON text; empty for no credentials.</param>
    /// <param name="source">Where it comes from, in words for people: the name of a variable or file.</param>
    /// <exception cref="RegistryException"><see cref="RegistryErrors.InvalidCredentials"/>: it is no such object.</exception>
    public static AuthHeaderCredentials Parse(string json, string source)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Length == 0)
        {
            return new AuthHeaderCredentials(headers, source);
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                throw Invalid(source, "it is no JSON object", null);
            }

            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in document.RootElement.EnumerateObject())
                {
                    headers[member.Name] = member.Value.ValueKind switch
                    {
                        JsonValueKind.String => member.Value.GetString()!,
                        JsonValueKind.Null => string.Empty,
                        _ => throw Invalid(source, $"the value of '{member.Name}' is no string", null),
                    };
                }
            }

            return new AuthHeaderCredentials(headers, source);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The parser's message may quote the text, which is secret.
            throw Invalid(source, "it is no valid JSON", null);
        }
    }

    /// <inheritdoc/>
    public Task<RegistryCredential?> FindAsync(
        string registry, string repository, CancellationToken cancellationToken = default)
    {
        if (!_headers.TryGetValue(registry, out var header))
        {
            return Task.FromResult<RegistryCredential?>(null);
        }

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var kind = space < 0 ? string.Empty : header[..space].ToUpperInvariant();
        var value = header[(space + 1)..].Trim();
        RegistryCredential? credential = value.Any(char.IsControl) ? null : kind switch
        {
            "BASIC" => BasicAuthValue.Decode(value, _source),
            "BEARER" => new RegistryCredential.Bearer(value, _source),
            "X-IDENTITY" => new RegistryCredential.IdentityToken(value, _source),
            _ => null,
        };
        return credential is not null ? Task.FromResult<RegistryCredential?>(credential) : throw Invalid(
            _source, $"the value for '{registry}' is neither 'Basic …' (in base64), 'Bearer …' nor 'X-Identity …'", null);
    }

    private static RegistryException Invalid(string source, string reason, Exception? cause) => new(
        RegistryErrors.InvalidCredentials, $"could not read registry credentials from {source}: {reason}.", cause);
}
