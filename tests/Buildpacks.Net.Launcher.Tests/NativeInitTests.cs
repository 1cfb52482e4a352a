namespace Buildpacks.Net.Launcher.Tests;

/// <summary>The launcher as the init process in front of the application, outside of a container. Only the executable that is shipped shows it.</summary>
[Trait("needs", "aot")]
public sealed class NativeInitTests
{
    private const string Start = "\"$LAUNCHER_UNDER_TEST\" -- \"$@\"";

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task The_application_s_ending_is_its_own(string script, int expected)
    {
        using var scene = Scene();
        Assert.Equal(expected, (await scene.LaunchAsync("launcher", "--", "bash", "-c", script)).ExitCode);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("USR1")]
    [InlineData("WINCH")]
    [InlineData("RTMIN")]
    public async Task A_signal_is_handed_on(string signal)
    {
        using var scene = Scene();
        var result = await scene.LaunchByAsync(
            // A shell without job control starts what is in the background with SIGINT ignored, which the application could not undo.
            "set -m; " + Start + " & while ! [ -e \"$CNB_APP_DIR/ready\" ]; do sleep 0.02; done; kill -" + signal + " $!; wait $!; echo $?",
            "launcher", "bash", "-c", $"trap 'echo got; exit 5' {signal}; touch ready; for i in $(seq 500); do sleep 0.02; done");
        Assert.Equal("got\n5\n", result.Output);
    }

    [Fact]
    public async Task It_takes_in_orphans_and_leaves_no_zombie()
    {
        using var scene = Scene();
        var result = await scene.LaunchByAsync(
            Start + " & wait $!; echo $!",
            "launcher", "bash", "-c", "bash -c 'sleep 0.2 & echo $! >orphan'; ps -o ppid= -p $(cat orphan) | tr -d ' '; sleep 0.6; ps -o stat= -p $(cat orphan) || echo gone");
        var lines = result.Output.Split('\n');
        Assert.Equal("gone", lines[1]);
        Assert.Equal(lines[2], lines[0]);
    }

    [Fact]
    public async Task The_application_sees_no_difference_but_its_parent()
    {
        const string show = "grep -E '^Sig(Blk|Ign|Cgt):' /proc/self/status; ls /proc/self/fd; umask; pwd";
        using var scene = Scene();
        using var without = new LaunchScene { Launcher = NativeLauncher.Path };
        var expected = await without.LaunchAsync("launcher", "--", "bash", "-c", show);
        var actual = await scene.LaunchAsync("launcher", "--", "bash", "-c", show);
        Assert.Equal(expected.Output.Replace(without.App, "", StringComparison.Ordinal), actual.Output.Replace(scene.App, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_can_ask_for_it_and_the_container_can_refuse()
    {
        const string metadata = """
            [[processes]]
            type = "web"
            command = ["bash", "-c", "echo $$ $PPID"]
            direct = true
            init = true
            """;
        using var asked = new LaunchScene(metadata) { Launcher = NativeLauncher.Path };
        using var refused = new LaunchScene(metadata) { Launcher = NativeLauncher.Path }.Set("CNB_LAUNCHER_INIT", "false");
        const string script = "exec -a web \"$LAUNCHER_UNDER_TEST\" & wait $!; echo $!";
        var lines = (await asked.LaunchByAsync(script, "x")).Output.Split('\n');
        Assert.Equal(lines[1], lines[0].Split(' ')[1]);
        lines = (await refused.LaunchByAsync(script, "x")).Output.Split('\n');
        Assert.Equal(lines[1], lines[0].Split(' ')[0]);
    }

    [Theory]
    [InlineData("nowhere", 82, "BPN3960")]
    [InlineData("/etc/passwd", 82, "BPN3960")]
    public async Task A_program_that_cannot_start_is_told_as_without_it(string program, int exitCode, string code)
    {
        using var scene = Scene();
        var result = await scene.LaunchAsync("launcher", "--", program);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(code, result.Output);
    }

    private static LaunchScene Scene() => new LaunchScene { Launcher = NativeLauncher.Path }.Set("CNB_LAUNCHER_INIT", "true");
}
