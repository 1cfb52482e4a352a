using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using ImagePlatform = Buildpacks.Net.Oci.Images.Platform;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>The files that every image has, and its config.</summary>
public sealed class SystemFilesTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task The_image_says_what_it_is()
    {
        _machine.Link("/etc/os-release", "../usr/lib/os-release");
        _machine.Add("/usr/lib/os-release", "NAME=Some\nID=debian\nVERSION_ID=\"12\"\n");
        _machine.Add("/etc/ssl/certs/ca-certificates.crt", "pem");

        using var image = await _machine.BuildAsync();

        var config = image.Image.CompleteConfig();
        Assert.Equal(ImagePlatform.Current, config.Platform);
        Assert.Equal("1002:1000", config.Config.User);
        Assert.Equal(Timestamp.Reproducible, config.Created);
        Assert.Equal(2, config.History.Count);
        Assert.Equal(2, config.DiffIds.Count);
        Assert.Equal("debian", config.GetLabel("io.buildpacks.base.distro.name"));
        Assert.Equal("12", config.GetLabel("io.buildpacks.base.distro.version"));
        Assert.Equal(MachineBaseImage.Id, config.GetLabel("io.buildpacks.base.id"));
        Assert.Equal("false", config.GetLabel("io.buildpacks.rebasable"));
        Assert.Equal("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", config.GetEnv("PATH"));
        Assert.Equal("/etc/ssl/certs/ca-certificates.crt", config.GetEnv("SSL_CERT_FILE"));
        Assert.Equal("../usr/lib/os-release", new FileInfo(image["/etc/os-release"]).LinkTarget);
        Assert.True(image.Has("/usr/lib/os-release"));
    }

    [Fact]
    public async Task A_machine_without_certificates_and_time_zones_is_warned_of()
    {
        using var image = await UnpackedImage.CreateAsync(_machine.Root);

        Assert.Equal(2, image.Log.Warnings.Count);
        Assert.Contains(image.Log.Warnings, line => line.Contains("ca-certificates", StringComparison.Ordinal));
        Assert.Contains(image.Log.Warnings, line => line.Contains("tzdata", StringComparison.Ordinal));
        Assert.Null(image.Image.Config.GetEnv("SSL_CERT_FILE"));
        Assert.Null(image.Image.Config.GetLabel("io.buildpacks.base.distro.name"));
    }

    [Fact]
    public async Task Certificates_are_found_where_other_distributions_have_them()
    {
        _machine.Add("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "pem");
        _machine.Link("/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");

        using var image = await _machine.BuildAsync();

        Assert.Equal("pem", await File.ReadAllTextAsync(image["/etc/ssl/certs/ca-certificates.crt"]));
    }

    [Fact]
    public async Task Time_zones_come_with_links_among_them()
    {
        _machine.Add("/usr/share/zoneinfo/Europe/Berlin", "TZif");
        _machine.Link("/usr/share/zoneinfo/Arctic/Longyearbyen", "../Europe/Berlin");
        _machine.Link("/usr/share/zoneinfo/localtime", "/etc/localtime");
        _machine.Link("/etc/localtime", "/usr/lib/os-release");
        _machine.Add("/usr/lib/os-release", "ID=x");
        _machine.Add("/usr/share/zoneinfo/right/Europe/Berlin", "TZif");
        _machine.Link("/usr/share/zoneinfo/dangling", "nowhere");

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has("/usr/share/zoneinfo/Europe/Berlin"));
        Assert.Equal("../Europe/Berlin", new FileInfo(image["/usr/share/zoneinfo/Arctic/Longyearbyen"]).LinkTarget);
        Assert.Equal(["Arctic", "Europe"], Directory.GetFileSystemEntries(image["/usr/share/zoneinfo"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Owners_modes_and_times_are_the_same_everywhere()
    {
        _machine.Add("/usr/bin/tool", FakeMachine.Program("libc.so.6"), executable: true);
        File.SetUnixFileMode(_machine.Root + "/usr/bin/tool", (UnixFileMode)0x9CD);

        using var image = await _machine.BuildAsync("tool");

        var headers = await HeadersAsync(image.Image);
        Assert.Equal(0x1EDu, headers["/usr/bin/tool"].Mode);
        Assert.Equal(0x1A4u, headers[FakeMachine.Libraries + "/libc.so.6"].Mode);
        Assert.Equal(0x3FFu, headers["/tmp"].Mode);
        Assert.Equal((1002u, 1000u), (headers["/home/cnb"].UserId, headers["/home/cnb"].GroupId));
        Assert.All(headers.Values.Where(header => header.Name.TrimEnd('/') != "/home/cnb"), header => Assert.Equal((0u, 0u), (header.UserId, header.GroupId)));
        Assert.All(headers.Values.Where(header => header.Type == TarEntryType.Directory), header => Assert.Contains(header.Mode, (uint[])[0x1ED, 0x3FF, 0x1C0]));
    }

    [Fact]
    public async Task Folders_below_keep_their_modes()
    {
        _machine.Add("/tmp/lib/libtemp.so", FakeMachine.Library());
        _machine.Add("/home/cnb/lib/libhome.so", FakeMachine.Library());
        _machine.AddToApp("app", FakeMachine.Program("libtemp.so", "libhome.so") with { RunPath = "/tmp/lib:/home/cnb/lib" });

        using var image = await _machine.BuildAsync();

        var headers = await HeadersAsync(image.Image);
        Assert.Equal(0x3FFu, headers["/tmp"].Mode);
        Assert.Equal(1002u, headers["/home/cnb"].UserId);
        Assert.True(headers.ContainsKey("/tmp/lib/libtemp.so"));
    }

    [Theory]
    [InlineData("ID=alpine\nVERSION_ID=3.20\n", "alpine", "3.20")]
    [InlineData("ID='a b'\n#ID=c\n VERSION_ID = \"1\\.2\" \n", "a b", "1.2")]
    [InlineData("ID=\nVERSION=3\n", null, null)]
    [InlineData("", null, null)]
    public void Os_release_is_read_as_a_shell_would(string text, string? id, string? version) =>
        Assert.Equal(new OsRelease(id, version), OsRelease.Parse(text));

    /// <summary>The headers of all layers by name; the last layer that has a name counts.</summary>
    private static async Task<Dictionary<string, TarHeader>> HeadersAsync(NewImage image)
    {
        var headers = new Dictionary<string, TarHeader>();
        foreach (var layer in image.Layers)
        {
            using var reader = new TarReader(await layer.OpenTarAsync());
            while (await reader.ReadAsync() is { } header)
            {
                headers[header.Name.TrimEnd('/')] = header;
            }
        }

        return headers;
    }
}
