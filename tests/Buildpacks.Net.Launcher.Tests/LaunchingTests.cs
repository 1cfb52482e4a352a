namespace Buildpacks.Net.Launcher.Tests;

/// <summary>The executable as a whole.</summary>
public sealed class LaunchingTests
{
    private const string Buildpack = "[[buildpacks]]\nid = \"acme/a\"\napi = \"0.9\"\n";
    private const string Web = Buildpack + """
        [[processes]]
        type = "web"
        command = ["bash", "-c", "echo \"$GREETING from $0 $*\"", "web"]
        args = ["default"]
        direct = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "shell"
        command = ["echo"]
        args = ["$GREETING"]
        direct = false
        buildpack-id = "acme/a"

        """;

    [Fact]
    public async Task The_name_of_the_call_chooses_the_process()
    {
        using var scene = new LaunchScene(Web).Put("layers/acme_a/l/env.launch/GREETING", "hello");
        var result = await scene.LaunchAsync("/cnb/process/web");
        Assert.Equal("hello from web default\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task The_exit_code_is_the_application_s()
    {
        using var scene = new LaunchScene();
        Assert.Equal(7, (await scene.LaunchAsync("launcher", "--", "bash", "-c", "exit 7")).ExitCode);
        Assert.Equal(7, (await scene.LaunchAsync("launcher", "exit 7")).ExitCode);
    }

    [Fact]
    public async Task The_application_has_the_launcher_s_process_id()
    {
        using var scene = new LaunchScene().Script("layers/acme_a/l/exec.d/p", "exit 0");
        var result = await scene.LaunchByAsync("echo $$; exec \"$LAUNCHER_UNDER_TEST\" \"$@\"", "launcher", "--", "bash", "-c", "echo $$");
        var ids = result.Output.Split('\n');
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task Variables_of_exec_d_win_and_profile_scripts_see_them()
    {
        using var scene = new LaunchScene(Web)
            .Put("layers/acme_a/l/env/GREETING", "from env")
            .Script("layers/acme_a/l/exec.d/1", "echo 'GREETING = \"from exec.d\"' >&3")
            .Script("layers/acme_a/l/exec.d/shell/2", "echo \"GREETING = \\\"$GREETING, twice\\\"\" >&3")
            .Put("layers/acme_a/l/profile.d/p.sh", "export GREETING=\"$GREETING, profile\"")
            .Put("app/.profile", "export GREETING=\"$GREETING, app\"");
        Assert.Equal("from exec.d, twice, profile, app\n", (await scene.LaunchAsync("shell")).Output);
        Assert.Equal("from exec.d from web default\n", (await scene.LaunchAsync("web")).Output);
    }

    [Fact]
    public async Task The_launcher_s_variables_do_not_reach_the_application()
    {
        using var scene = new LaunchScene().Set("CNB_EXEC_ENV", "test").Set("CNB_DEPRECATION_MODE", "quiet").Set("PATH", "/cnb/process:/usr/bin:/cnb/lifecycle");
        var result = await scene.LaunchAsync("launcher", "--", "env");
        Assert.Contains("CNB_EXEC_ENV=test\n", result.Output);
        Assert.Contains("PATH=/usr/bin\n", result.Output);
        Assert.DoesNotContain("CNB_PLATFORM_API", result.Output);
        Assert.DoesNotContain("CNB_LAYERS_DIR", result.Output);
        Assert.DoesNotContain("CNB_DEPRECATION_MODE", result.Output);
    }

    [Fact]
    public async Task A_broken_pipe_ends_the_application_as_it_would_without_the_launcher()
    {
        using var scene = new LaunchScene();
        var result = await scene.LaunchByAsync("\"$LAUNCHER_UNDER_TEST\" \"$@\" | head -1; echo ${PIPESTATUS[0]}", "launcher", "--", "yes");
        Assert.Equal("y\n141\n", result.Output);
    }

    [Theory]
    [InlineData("CNB_PLATFORM_API", "", 11, "BPN3951")]
    [InlineData("CNB_PLATFORM_API", "0.6", 11, "BPN3951")]
    [InlineData("CNB_LAYERS_DIR", "/nowhere", 1, "BPN3952")]
    [InlineData("CNB_APP_DIR", "/nowhere", 82, "BPN3957")]
    [InlineData("PATH", "/nowhere", 82, "BPN3960")]
    public async Task A_launch_that_fails_says_so_in_one_line_and_by_its_exit_code(string variable, string value, int exitCode, string code)
    {
        using var scene = new LaunchScene().Set(variable, value);
        var result = await scene.LaunchAsync("launcher", "--", "echo");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("ERROR: failed to launch: ", result.Output);
        Assert.EndsWith($"[{code}]\n", result.Output);
        Assert.Equal(1, result.Output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Without_a_command_there_is_nothing_to_start()
    {
        using var scene = new LaunchScene(Web);
        var result = await scene.LaunchAsync("/cnb/lifecycle/launcher");
        Assert.Equal(82, result.ExitCode);
        Assert.Contains("BPN3954", result.Output);
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("kill -9 $$")]
    [InlineData("echo 'A = 1' >&3")]
    [InlineData("echo 'no toml' >&3")]
    [InlineData("echo 'A = \"\\u0000\"' >&3")]
    public async Task An_exec_d_program_that_fails_or_babbles_stops_the_launch(string script)
    {
        using var scene = new LaunchScene(Buildpack).Script("layers/acme_a/l/exec.d/p", script);
        var result = await scene.LaunchAsync("launcher", "--", "echo", "unexpected");
        Assert.Equal(82, result.ExitCode);
        Assert.DoesNotContain("unexpected", result.Output);
    }

    [Fact]
    public async Task Exec_d_has_an_empty_standard_input_and_the_launcher_s_output()
    {
        using var scene = new LaunchScene(Buildpack).Script("layers/acme_a/l/exec.d/p", "cat; echo \"args $#\"; readlink /proc/self/fd/0");
        Assert.Equal("args 0\n/dev/null\n", (await scene.LaunchAsync("launcher", "--", "true")).Output);
    }

    [Fact]
    public async Task A_variable_that_no_longer_chooses_the_process_is_warned_of()
    {
        using var scene = new LaunchScene(Web).Set("CNB_PROCESS_TYPE", "web");
        var result = await scene.LaunchAsync("launcher", "--", "echo", "user");
        Assert.StartsWith("Warning: CNB_PROCESS_TYPE", result.Output);
        Assert.EndsWith("\nuser\n", result.Output);
    }
}
