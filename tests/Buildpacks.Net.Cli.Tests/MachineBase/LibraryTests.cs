using static Buildpacks.Net.Cli.Tests.MachineBase.FakeMachine;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>Which libraries of a machine come into the image.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly FakeMachine _machine = new();

    public LibraryTests()
    {
        // So that all warnings are about libraries.
        _machine.Add("/etc/ssl/certs/ca-certificates.crt", "pem");
        _machine.Add("/usr/share/zoneinfo/UTC", "TZif");
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task The_loader_and_the_C_library_are_always_there()
    {
        using var image = await _machine.BuildAsync();

        Assert.True(image.Has($"{Libraries}/libc.so.6"));
        Assert.True(image.Has($"{Libraries}/ld-linux-x86-64.so.2"));
        Assert.Equal("/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", LinkAt(image, "/usr/lib64/ld-linux-x86-64.so.2"));
        Assert.Equal("usr/lib64", LinkAt(image, "/lib64"));
    }

    [Fact]
    public async Task Libraries_come_with_their_links_and_with_what_they_need_in_turn()
    {
        _machine.Add($"{Libraries}/libone.so.1.2", Library("libtwo.so.2", "libc.so.6"));
        _machine.Link($"{Libraries}/libone.so.1", "libone.so.1.2");
        _machine.Add("/usr/lib/libtwo.so.2", Library("libone.so.1"));
        _machine.Add($"{Libraries}/libunused.so.1", Library());
        _machine.AddToApp("bin/app", Program("libone.so.1"));

        using var image = await _machine.BuildAsync();

        Assert.Equal("libone.so.1.2", LinkAt(image, $"{Libraries}/libone.so.1"));
        Assert.True(image.Has($"{Libraries}/libone.so.1.2"));
        Assert.True(image.Has("/usr/lib/libtwo.so.2"));
        Assert.False(image.Has($"{Libraries}/libunused.so.1"));
        Assert.Empty(image.Log.Warnings);
    }

    [Fact]
    public async Task What_the_application_brings_is_not_taken_from_the_machine()
    {
        _machine.Add($"{Libraries}/libown.so.1", Library());
        _machine.AddToApp("lib/libown.so.1", Library("libc.so.6"));
        _machine.AddToApp("app", Program("libown.so.1") with { Constants = ["libown.so"] });

        using var image = await _machine.BuildAsync();

        Assert.False(image.Has($"{Libraries}/libown.so.1"));
        Assert.Empty(image.Log.Warnings);
    }

    [Fact]
    public async Task A_missing_library_is_warned_of_once_and_with_who_wants_it()
    {
        _machine.AddToApp("one", Program("libnowhere.so.1"));
        _machine.AddToApp("two", Program("libnowhere.so.1", "liblttng-ust.so.0"));

        using var image = await _machine.BuildAsync();

        var warning = Assert.Single(image.Log.Warnings);
        Assert.Contains("libnowhere.so.1", warning, StringComparison.Ordinal);
        Assert.Contains($"{_machine.App}/one", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_of_ld_so_conf_are_searched_and_linked_from_where_the_loader_looks()
    {
        _machine.Add("/etc/ld.so.conf", "# comment\ninclude /etc/ld.so.conf.d/*.conf\ninclude ld.so.conf\n");
        _machine.Add("/etc/ld.so.conf.d/odd.conf", "/opt/odd/lib\n");
        _machine.Add("/opt/odd/lib/libodd.so.1", Library());
        _machine.AddToApp("app", Program("libodd.so.1"));

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has("/opt/odd/lib/libodd.so.1"));
        Assert.Equal("/opt/odd/lib/libodd.so.1", LinkAt(image, $"{Libraries}/libodd.so.1"));
    }

    [Fact]
    public async Task Search_paths_lead_to_libraries_relative_to_who_has_them()
    {
        _machine.Add("/opt/tool/bin/tool", Program("libfirst.so") with { SearchPath = "${ORIGIN}/../lib" }, executable: true);
        _machine.Add("/opt/tool/lib/libfirst.so", Library("libsecond.so", "libthird.so"));
        _machine.Add("/opt/tool/lib/libsecond.so", Library());
        _machine.Add("/opt/tool/lib/libthird.so", Library("libfourth.so") with { RunPath = "$ORIGIN/deep" });
        _machine.Add("/opt/tool/lib/deep/libfourth.so", Library());

        using var image = await _machine.BuildAsync("/opt/tool/bin/tool");

        Assert.True(image.Has("/opt/tool/lib/libsecond.so"));
        Assert.True(image.Has("/opt/tool/lib/deep/libfourth.so"));
        Assert.False(image.Has($"{Libraries}/libfirst.so"));
        Assert.Empty(image.Log.Warnings);
    }

    [Fact]
    public async Task Libraries_for_another_kind_of_machine_are_passed_over()
    {
        _machine.Add("/etc/ld.so.conf", "/opt/arm\n");
        _machine.Add("/opt/arm/libboth.so.1", Library() with { Machine = 183 });
        _machine.Add("/usr/lib/libboth.so.1", Library());
        _machine.AddToApp("app", Program("libboth.so.1"));

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has("/usr/lib/libboth.so.1"));
        Assert.False(image.Has("/opt/arm/libboth.so.1"));
    }

    [Fact]
    public async Task Files_of_the_application_for_other_machines_are_left_alone()
    {
        _machine.AddToApp("runtimes/linux-arm64/libx.so", Library("libarm.so.1", "libc.so.6") with { Machine = 183 });
        _machine.AddToApp("runtimes/linux-arm64/liby.so", Library("libarm.so.1") with { Machine = 183 });
        _machine.AddToApp("runtimes/linux-musl-x64/libx.so", Library("libc.musl-x86_64.so.1", "libz.so.1"));

        using var image = await _machine.BuildAsync();

        Assert.Empty(image.Log.Warnings);
    }

    [Fact]
    public async Task Libraries_that_are_opened_come_along_but_are_not_missed()
    {
        _machine.Add($"{Libraries}/libssl.so.3", Library("libcrypto.so.3"));
        _machine.Add($"{Libraries}/libcrypto.so.3", Library());
        _machine.Add($"{Libraries}/libnoted.so.9", Library());
        _machine.AddToApp("libcrypt.so", Library("libc.so.6") with
        {
            Constants = ["libssl.so.3", "libssl.so.1.1"],
            Note = """[{"soname":["libnoted.so.9","libabsent.so.1"]}]""",
        });

        using var image = await _machine.BuildAsync();

        Assert.True(image.Has($"{Libraries}/libssl.so.3"));
        Assert.True(image.Has($"{Libraries}/libcrypto.so.3"));
        Assert.True(image.Has($"{Libraries}/libnoted.so.9"));
        Assert.Empty(image.Log.Warnings);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("""{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":false}}}""", true)]
    [InlineData("""{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":true}}}""", false)]
    [InlineData("""{"runtimeOptions":{"tfm":"net10.0"}}""", true)]
    [InlineData("""{"runtimeOptions":[]}""", true)]
    [InlineData("broken", true)]
    public async Task The_newest_ICU_comes_unless_programs_do_without(string? configuration, bool expected)
    {
        _machine.Add($"{Libraries}/libicuuc.so.9", Library());
        _machine.Add($"{Libraries}/libicuuc.so.72.1", Library());
        _machine.Link($"{Libraries}/libicuuc.so.72", "libicuuc.so.72.1");
        _machine.AddToApp("libglobal.so", Library("libc.so.6") with { Constants = ["libicuuc.so"] });
        if (configuration is not null)
        {
            _machine.AddToApp("app.runtimeconfig.json", configuration);
            _machine.AddToApp("app.dll", "MZ");
            _machine.AddToApp("runtime/Some.Runtime.runtimeconfig.json", """{"runtimeOptions":{"framework":{}}}""");
        }

        using var image = await _machine.BuildAsync();

        Assert.Equal(expected, image.Has($"{Libraries}/libicuuc.so.72"));
        Assert.False(image.Has($"{Libraries}/libicuuc.so.9"));
    }

    [Fact]
    public async Task Links_never_lead_out_of_the_machine_nor_in_circles()
    {
        _machine.Link($"{Libraries}/libup.so", "../../../../../../../../../../etc/passwd");
        _machine.Link($"{Libraries}/libround.so", "libround2.so");
        _machine.Link($"{Libraries}/libround2.so", "libround.so");
        _machine.AddToApp("app", Program("libup.so", "libround.so", "../libc.so.6", "/../../lib/libnone.so"));

        using var image = await _machine.BuildAsync();

        Assert.Equal(4, image.Log.Warnings.Count);
    }

    [Fact]
    public async Task What_not_everyone_may_read_stays_on_the_machine()
    {
        _machine.Add($"{Libraries}/libsecret.so.1", Library());
        File.SetUnixFileMode(_machine.Root + $"{Libraries}/libsecret.so.1", UnixFileMode.UserRead);
        _machine.Add("/opt/closed/libinner.so.1", Library());
        File.SetUnixFileMode(_machine.Root + "/opt/closed", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _machine.AddToApp("app", Program("libsecret.so.1", "libinner.so.1") with { RunPath = "/opt/closed" });

        using var image = await _machine.BuildAsync();

        Assert.False(image.Has($"{Libraries}/libsecret.so.1"));
        Assert.False(image.Has("/opt/closed/libinner.so.1"));
        Assert.Equal(2, image.Log.Warnings.Count);
    }

    private static string? LinkAt(UnpackedImage image, string path) => new FileInfo(image[path]).LinkTarget;
}
