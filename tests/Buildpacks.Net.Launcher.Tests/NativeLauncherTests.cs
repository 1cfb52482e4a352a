using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>What only the published executable can show. <c>dotnet run build.cs -- aot</c> makes it.</summary>
[Trait("needs", "aot")]
public sealed class NativeLauncherTests
{
    [Theory]
    [InlineData("DOTNET_DbgEnableMiniDump", "1")]
    [InlineData("DOTNET_GCHeapHardLimit", "100")]
    [InlineData("DOTNET_GCLargePages", "1")]
    [InlineData("DOTNET_gcServer", "1")]
    public async Task Settings_for_a_runtime_in_the_application_change_nothing_here(string name, string value)
    {
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path }.Set(name, value);
        Assert.Equal(value + "\n", (await scene.LaunchAsync("launcher", "--", "printenv", name)).Output);
    }

    [Fact]
    public async Task Arguments_arrive_byte_for_byte()
    {
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path };
        var result = await scene.LaunchByAsync(
            "exec \"$LAUNCHER_UNDER_TEST\" -- bash -c 'printf %s \"$1\" | od -An -tx1' x $'\\xff\\xc3('", "launcher");
        Assert.Equal(" ff c3 28\n", result.Output);
    }

    [Fact]
    public async Task Variables_and_names_of_files_arrive_byte_for_byte()
    {
        using var scene = new LaunchScene("[[buildpacks]]\nid = \"a\"\napi = \"0.9\"\n") { Launcher = NativeLauncher.Path };
        var result = await scene.LaunchByAsync(
            "mkdir -p \"$CNB_LAYERS_DIR\"/a/l/env && printf '\\xfe\\x0a' >\"$CNB_LAYERS_DIR\"/a/l/env/$'\\xff' && export X=$'\\xc3(' && \"$LAUNCHER_UNDER_TEST\" -- env | od -An -v -tx1 -w100000", "launcher");
        Assert.Contains("58 3d c3 28 0a", result.Output);
        Assert.Contains("ff 3d fe 0a", result.Output);

        // The scene cannot remove such names.
        PosixFile.RemoveTree(scene.Layers);
    }

    // The kernel takes no argument longer than 128 KiB, and a quarter of the stack's limit for all of them.
    [Fact]
    public async Task Arguments_and_variables_reach_the_kernel_s_own_limit()
    {
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path };
        const string fill = "v=$(head -c 131000 /dev/zero | tr '\\0' x); for i in 1 2 3 4 5 6; do export V$i=$v; done; ";
        var result = await scene.LaunchByAsync(fill + "exec \"$LAUNCHER_UNDER_TEST\" -- bash -c 'echo ${#V6} ${#7} $#' x $v $v $v $v $v $v $v", "launcher");
        Assert.Equal("131000 131000 7\n", result.Output);
        result = await scene.LaunchByAsync("exec \"$LAUNCHER_UNDER_TEST\" -- bash -c 'echo $#' x $(seq 100000)", "launcher");
        Assert.Equal("100000\n", result.Output);
    }

    [Fact]
    public async Task It_is_one_thread_opens_nothing_for_the_application_and_leaves_no_file()
    {
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path };
        var before = Directory.GetFileSystemEntries(scene[""], "*", SearchOption.AllDirectories);
        const string show = "ls /proc/$$/task | wc -l; ls /proc/$$/fd";
        var direct = await scene.LaunchByAsync("exec \"$@\"", "x", "bash", "-c", show);
        var launched = await scene.LaunchAsync("launcher", "--", "bash", "-c", show);
        Assert.StartsWith("1\n", launched.Output);
        Assert.Equal(direct.Output, launched.Output);
        Assert.Equal(before, Directory.GetFileSystemEntries(scene[""], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Limits_mask_and_signals_are_the_caller_s()
    {
        const string show = "umask; ulimit -Sn; grep SigIgn /proc/self/status";
        const string set = "umask 0035; ulimit -Sn 100; trap '' USR1; ";
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path };
        var direct = await scene.LaunchByAsync(set + "exec \"$@\"", "x", "bash", "-c", show);
        var launched = await scene.LaunchByAsync(set + "exec \"$LAUNCHER_UNDER_TEST\" -- \"$@\"", "x", "bash", "-c", show);
        Assert.Equal(direct.Output, launched.Output);
    }

    [Theory]
    [InlineData("<&-", 0)]
    [InlineData("2>&-", 2)]
    public async Task A_closed_standard_stream_is_dev_null(string close, int descriptor)
    {
        using var scene = new LaunchScene { Launcher = NativeLauncher.Path };
        var result = await scene.LaunchByAsync($"exec \"$LAUNCHER_UNDER_TEST\" \"$@\" {close}", "launcher", "--", "readlink", $"/proc/self/fd/{descriptor}");
        Assert.Equal("/dev/null\n", result.Output);
    }
}
