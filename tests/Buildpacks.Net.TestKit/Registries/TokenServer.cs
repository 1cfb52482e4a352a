using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>Gives out the signed tokens that a real registry wants (distribution's token authentication).</summary>
public sealed class TokenServer : IAsyncDisposable
{
    /// <summary>The service that tokens are for.</summary>
    public const string Service = "test-service";

    /// <summary>Who signs them.</summary>
    public const string Issuer = "test-issuer";

    private readonly TemporaryFolder _folder = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly HttpTestServer _server;

    public TokenServer()
    {
        var request = new CertificateRequest("CN=Test Tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
        _server = new HttpTestServer(HandleAsync);
    }

    /// <summary>The address that registries name.</summary>
    public string Address => $"http://{_server.Host}/token";

    /// <summary>The certificate that tokens are signed with.</summary>
    public string CertificateFile => _folder["tokens.crt"];

    /// <summary>How long tokens live, in seconds.</summary>
    public int Life { get; set; } = 300;

    /// <summary>Whether somebody without a password may read.</summary>
    public bool AnonymousMayRead { get; set; } = true;

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<HttpRequest> Requests => [.. _server.Requests];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    private Task HandleAsync(HttpRequest request, HttpExchange exchange)
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
        var authorization = request.Header("authorization");
        if (authorization is not null ? authorization != $"Basic {login}" : !AnonymousMayRead)
        {
            return exchange.ReplyAsync(401, """{"errors":[{"code":"UNAUTHORIZED","message":"wrong password"}]}""");
        }

        var scopes = request.Query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == "scope")
            .Select(pair => Uri.UnescapeDataString(pair[1]));
        var token = Sign(scopes, mayWrite: authorization is not null);
        var answer = new JsonObject { ["token"] = token, ["expires_in"] = Life };
        return exchange.ReplyAsync(200, answer.ToJsonString(), ("Content-Type", "application/json"));
    }

    private string Sign(IEnumerable<string> scopes, bool mayWrite)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)),
        };
        var access = scopes.Select(scope => scope.Split(':', 3)).Select(parts => (JsonNode)new JsonObject
        {
            ["type"] = parts[0],
            ["name"] = parts[1],
            ["actions"] = new JsonArray([.. parts[2].Split(',').Where(action => mayWrite || action == "pull")
                .Select(action => (JsonNode)JsonValue.Create(action))]),
        });
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = "test",
            ["aud"] = Service,
            ["exp"] = now + Life,
            ["nbf"] = now - 10,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            ["access"] = new JsonArray([.. access]),
        };
        var body = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{body}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
