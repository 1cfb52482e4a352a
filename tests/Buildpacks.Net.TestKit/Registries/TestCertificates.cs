using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>A certificate authority made for one test, a server certificate for this machine, and one for a client.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test Authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        Issue(authority, "CN=localhost", "1.3.6.1.5.5.7.3.1", ServerFile, ServerKeyFile);
        Issue(authority, "CN=client", "1.3.6.1.5.5.7.3.2", ClientFile, ClientKeyFile);
    }

    public string AuthorityFile => _folder["ca.crt"];

    public string ServerFile => _folder["server.crt"];

    public string ServerKeyFile => _folder["server.key"];

    public string ClientFile => _folder["client.crt"];

    public string ClientKeyFile => _folder["client.key"];

    public void Dispose() => _folder.Dispose();

    private static void Issue(X509Certificate2 authority, string name, string usage, string file, string keyFile)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, serial);
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
