using System.Runtime.InteropServices;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>What only the published executable can show. <c>dotnet run build.cs -- aot</c> makes it.</summary>
[Trait("needs", "aot")]
public sealed class NativeLauncherTests
{
    private const int LargestSize = 2_900_000;

    [Fact]
    public async Task It_is_static_and_small()
    {
        var description = await Command.TryAsync("ldd", Launcher());
        Assert.Contains("not a dynamic executable", description.Output + description.Errors);
        Assert.InRange(new FileInfo(Launcher()).Length, 1, LargestSize);
    }

    [Theory]
    [InlineData("DOTNET_DbgEnableMiniDump", "1")]
    [InlineData("DOTNET_GCHeapHardLimit", "100")]
    [InlineData("DOTNET_GCLargePages", "1")]
    [InlineData("DOTNET_gcServer", "1")]
    public async Task Settings_for_a_runtime_in_the_application_do_not_reach_its_own(string name, string value)
    {
        using var scene = new LaunchScene { Launcher = Launcher() }.Set(name, value);
        Assert.Equal(value + "\n", (await scene.LaunchAsync("launcher", "--", "printenv", name)).Output);
    }

    [Fact]
    public async Task Arguments_arrive_byte_for_byte()
    {
        using var scene = new LaunchScene { Launcher = Launcher() };
        var result = await scene.LaunchByAsync(
            "exec \"$LAUNCHER_UNDER_TEST\" -- bash -c 'printf %s \"$1\" | od -An -tx1' x $'\\xff\\xc3('", "launcher");
        Assert.Equal(" ff c3 28\n", result.Output);
    }

    [Fact]
    public async Task Limits_mask_and_signals_are_the_caller_s()
    {
        const string show = "umask; ulimit -Sn; grep SigIgn /proc/self/status";
        const string set = "umask 0035; ulimit -Sn 100; trap '' USR1; ";
        using var scene = new LaunchScene { Launcher = Launcher() };
        var direct = await scene.LaunchByAsync(set + "exec \"$@\"", "x", "bash", "-c", show);
        var launched = await scene.LaunchByAsync(set + "exec \"$LAUNCHER_UNDER_TEST\" -- \"$@\"", "x", "bash", "-c", show);
        Assert.Equal(direct.Output, launched.Output);
    }

    [Theory]
    [InlineData("<&-", 0)]
    [InlineData("2>&-", 2)]
    public async Task A_closed_standard_stream_is_dev_null(string close, int descriptor)
    {
        using var scene = new LaunchScene { Launcher = Launcher() };
        var result = await scene.LaunchByAsync($"exec \"$LAUNCHER_UNDER_TEST\" \"$@\" {close}", "launcher", "--", "readlink", $"/proc/self/fd/{descriptor}");
        Assert.Equal("/dev/null\n", result.Output);
    }

    private static string Launcher()
    {
        var rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Buildpacks.Net.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "artifacts", "bin", rid, "launcher");
    }
}
