using System.Text.RegularExpressions;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>A real registry (Debian's docker-registry) on a free port of this machine, with its own folder.</summary>
public sealed partial class DockerRegistry : IAsyncDisposable
{
    /// <summary>The user that registries with passwords know.</summary>
    public const string User = "alice";

    /// <summary>That user's password.</summary>
    public const string Password = "s3cret";

    private const string PasswordLine = "alice:$2b$04$abcdefghijklmnopqrstuuLZYjhNQAOdpbzt4WxWlUHjv1wsyH5DG\n";
    private readonly TemporaryFolder _folder;
    private readonly Service _service;

    private DockerRegistry(TemporaryFolder folder, Service service, string host)
    {
        _folder = folder;
        _service = service;
        Host = host;
    }

    /// <summary>Host and port, as they stand in image references.</summary>
    public string Host { get; }

    /// <summary>Where it keeps blobs and tags.</summary>
    public string DataFolder => _folder["data"];

    /// <summary>Its log so far.</summary>
    public IReadOnlyList<string> Log => _service.Lines;

    /// <summary>Starts a registry that asks nobody anything.</summary>
    public static Task<DockerRegistry> StartAsync() => StartAsync("", "");

    /// <summary>Starts a registry that wants user and password.</summary>
    public static Task<DockerRegistry> StartWithPasswordAsync() =>
        StartAsync("auth: {htpasswd: {realm: test, path: FOLDER/htpasswd}}\n", "");

    /// <summary>Starts a registry that wants tokens of a server.</summary>
    public static Task<DockerRegistry> StartWithTokensAsync(TokenServer tokens) => StartAsync(
        $"auth: {{token: {{realm: \"{tokens.Address}\", service: {TokenServer.Service}, issuer: {TokenServer.Issuer}, rootcertbundle: {tokens.CertificateFile}}}}}\n", "");

    /// <summary>Starts a registry with TLS, and a password if wanted.</summary>
    public static Task<DockerRegistry> StartWithTlsAsync(TestCertificates certificates, bool password = false, bool clientCertificate = false) => StartAsync(
        password ? "auth: {htpasswd: {realm: test, path: FOLDER/htpasswd}}\n" : "",
        $", tls: {{certificate: {certificates.ServerFile}, key: {certificates.ServerKeyFile}"
        + (clientCertificate ? $", clientcas: [{certificates.AuthorityFile}]" : "") + "}");

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<DockerRegistry> StartAsync(string auth, string http)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["htpasswd"], PasswordLine);
        var config = $"""
            version: 0.1
            storage: {"{"}filesystem: {"{"}rootdirectory: FOLDER/data{"}"}, delete: {"{"}enabled: true{"}"}{"}"}
            http: {"{"}addr: "127.0.0.1:0"{http}{"}"}

            """ + auth;
        await File.WriteAllTextAsync(folder["config.yml"], config.Replace("FOLDER", folder.Path, StringComparison.Ordinal));
        var service = Service.Start("docker-registry", "serve", folder["config.yml"]);
        try
        {
            var host = await service.WaitForAsync(lines => Task.FromResult(
                lines.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value));
            return new DockerRegistry(folder, service, host);
        }
        catch
        {
            await service.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    [GeneratedRegex("listening on (127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Listening();
}
