using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>Images made of this machine, and programs that really run in them.</summary>
public sealed class RunningInTheImageTests
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(Runtime, "../../.."));
    private const string DigestFile = "MACHINE_BASE_DIGEST_FILE";
    private static readonly string Name = typeof(RunningInTheImageTests).Assembly.GetName().Name!;
    private static readonly string App = AppContext.BaseDirectory.TrimEnd('/');

    [Fact]
    [Trait("needs", "container")]
    public async Task A_shell_runs()
    {
        using var image = await UnpackedImage.CreateAsync("/", programs: ["bash"]);

        Assert.Equal("ok", await RunAsync(image, "bash -c 'echo ok'"));
        Assert.Equal("ok", await RunAsync(image, "/bin/sh -c 'echo ok'"));
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task A_library_outside_of_the_usual_folders_is_found_without_a_cache()
    {
        using var original = await UnpackedImage.CreateAsync("/", programs: ["bash"]);
        var usual = Directory.GetFiles(original["/usr/lib"], "libtinfo.so*", SearchOption.AllDirectories);
        Directory.CreateDirectory(original["/opt/odd"]);
        foreach (var file in usual)
        {
            File.Move(file, original["/opt/odd/" + Path.GetFileName(file)]);
        }

        await File.WriteAllTextAsync(original["/etc/ld.so.conf"], "/opt/odd\n");
        using var image = await UnpackedImage.CreateAsync(original.Root, programs: ["bash"]);

        Assert.Equal("ok", await RunAsync(image, "bash -c 'echo ok'"));
        Assert.True(image.Has("/opt/odd/libtinfo.so.6"));
    }

    [Theory]
    [InlineData("022", 0)]
    [InlineData("077", 0)]
    [InlineData("077", 12345)]
    [Trait("needs", "container")]
    public async Task The_digest_depends_neither_on_user_nor_on_umask(string umask, int user)
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0x1FF);
        var app = folder["app"];
        await Command.RunAsync("cp", "-r", App, app);
        await Command.RunAsync("chmod", "-R", "a+rX", app);
        using var image = await UnpackedImage.CreateAsync("/", programs: ["bash"]);

        // Another process of another user assembles the same: this project's own test below.
        var script = $"cd {folder.Path} && umask {umask} && exec setpriv --reuid={user} --regid={user} --clear-groups"
            + $" env TMPDIR={folder.Path} HOME={folder.Path} {DigestFile}={folder["digest"]} DOTNET_EnableDiagnostics=0"
            + $" {Dotnet}/dotnet {app}/{Name}.dll -method '*.{nameof(The_machine_gives_an_image)}'";
        await Command.RunAsync("sh", "-c", script);

        Assert.Equal(image.Digest, await File.ReadAllTextAsync(folder["digest"]));
    }

    [Fact]
    public async Task The_machine_gives_an_image()
    {
        using var image = await UnpackedImage.CreateAsync("/", programs: ["bash"]);

        if (Environment.GetEnvironmentVariable(DigestFile) is { } file)
        {
            await File.WriteAllTextAsync(file, image.Digest);
        }

        Assert.True(image.Has("/bin"));
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task The_dotnet_host_finds_its_runtimes()
    {
        using var image = await UnpackedImage.CreateAsync("/", [Dotnet + "/host"], ["sh"]);

        Assert.Contains("Microsoft.NETCore.App", await RunAsync(image, "/dotnet/dotnet --list-runtimes"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task A_dotnet_program_speaks_tls_and_knows_time_zones()
    {
        using var image = await UnpackedImage.CreateAsync("/", [Dotnet + "/host", Runtime], ["sh"]);

        // The program is this test project itself, which runs one of its own tests there.
        var output = await RunAsync(
            image, $"/dotnet/dotnet /app/{Name}.dll -method '*.{nameof(Tls_and_time_zones_work_here)}'");

        Assert.Contains("Total: 1, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
        Assert.Empty(image.Log.Warnings);
    }

    [Fact]
    public async Task Tls_and_time_zones_work_here()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", ((IPEndPoint)listener.LocalEndpoint).Port);
        await using var tls = new SslStream(client.GetStream(), false, (_, received, _, _) => certificate.Equals(received));
        await tls.AuthenticateAsClientAsync("localhost");

        Assert.Equal(42, tls.ReadByte());
        await serving;
        Assert.Equal(TimeSpan.FromHours(1), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin").BaseUtcOffset);
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        Assert.NotEmpty(roots.Certificates);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        tls.WriteByte(42);
    }

    /// <summary>Runs a command in the image as its user, with the .NET runtime and this project's output mounted.</summary>
    private static async Task<string> RunAsync(UnpackedImage image, string command)
    {
        foreach (var name in (string[])["/proc", "/dev", "/dotnet", "/app"])
        {
            Directory.CreateDirectory(image[name]);
        }

        // As every runtime does it.
        await File.WriteAllTextAsync(image["/etc/hosts"], "127.0.0.1 localhost\n");
        // All mounts are gone with the namespace.
        var script = $"mount -t proc proc {image["/proc"]} && mount --rbind /dev {image["/dev"]}"
            + $" && mount --bind {Dotnet} {image["/dotnet"]} && mount --bind {App} {image["/app"]}"
            + $" && cd / && exec env -i {string.Join(' ', image.Image.Config.Config.Env)} DOTNET_EnableDiagnostics=0"
            + $" /usr/sbin/chroot --userspec=1002:1000 {image.Root} {command}";
        return (await Command.RunAsync("unshare", "--mount", "--pid", "--fork", "sh", "-c", script)).Trim();
    }
}
