using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>
/// The two HTTP clients for one registry: its own, and one for the places it points to, which never sees our certificate.
/// Neither follows redirects, keeps cookies, or limits how long a transfer takes: that is done where more is known.
/// </summary>
internal sealed class HttpClients : IDisposable
{
    private readonly Lazy<HttpClient> _own;
    private readonly Lazy<HttpClient> _other;

    public HttpClients(RegistryOptions options, RegistryHostOptions host, bool insecure)
    {
        var authorities = host.CertificateAuthorityFile is { } file ? ReadAuthorities(file) : null;
        var certificate = host.ClientCertificateFile is { } ours ? ReadCertificate(ours, host.ClientKeyFile) : null;
        _own = new Lazy<HttpClient>(() => Create(options, authorities, certificate, insecure));
        _other = new Lazy<HttpClient>(() => Create(options, authorities, null, insecure));
    }

    /// <summary>For the registry itself.</summary>
    public HttpClient Own => _own.Value;

    /// <summary>For token servers and blob stores elsewhere.</summary>
    public HttpClient Other => _other.Value;

    public void Dispose()
    {
        foreach (var client in new[] { _own, _other }.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static HttpClient Create(
        RegistryOptions options, X509Certificate2Collection? authorities, X509Certificate2? certificate, bool insecure)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxResponseHeadersLength = 64,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is null ? null : new ProxyRules(options.Proxy),
            ActivityHeadersPropagator = null,
        };
        if (insecure)
        {
#pragma warning disable CA5359 // Only for registries that the user has named as insecure.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (authorities is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, server, chain, errors) => IsTrusted(server, chain, errors, authorities);
        }

        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Buildpacks.Net.Oci");
        return client;
    }

    private static bool IsTrusted(
        X509Certificate? server, X509Chain? sent, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || server is not X509Certificate2 certificate)
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? certificates : throw new CryptographicException("there is no certificate in it");
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, error);
        }
    }

    private static X509Certificate2 ReadCertificate(string file, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, keyFile);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, error);
        }
    }

    private static RegistryException Unreadable(string file, Exception error) => new(
        RegistryErrors.InvalidCertificate, $"could not read certificates from {file}: {error.Message.TrimEnd('.')}.", error);
}
