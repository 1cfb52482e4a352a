using System.Text.Json;
using Buildpacks.Net.Launcher.Explain;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary><c>launcher --explain</c>.</summary>
public sealed class Explaining : IDisposable
{
    private const string Metadata = """
        buildpack-default-process-type = "shell"
        [[buildpacks]]
        id = "acme/a"
        api = "0.10"
        [[processes]]
        type = "web"
        command = ["bash", "-c"]
        args = ["exit 3", "ü"]
        direct = true
        working-dir = "/usr"
        buildpack-id = "acme/a"
        init = true
        [[processes]]
        type = "shell"
        command = ["run it"]
        direct = false
        buildpack-id = "acme/a"
        """;

    private readonly LaunchScene _scene = new LaunchScene(Metadata)
        .Put("layers/acme_a/l/bin/x", "").Put("layers/acme_a/l/env/A.default", "one").Put("layers/acme_a/l/env.launch/A.append", " two").Put("layers/acme_a/l/env.launch/web/A.prepend", "zero ")
        .Script("layers/acme_a/l/exec.d/1", "touch ran").Script("layers/acme_a/l/exec.d/web/2", "touch ran").Put("layers/acme_a/l/profile.d/p.sh", "touch ran").Put("app/.profile", "touch ran");

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_direct_process_is_shown_with_program_arguments_folder_and_origins()
    {
        var layer = $"{_scene.Layers}/acme_a/l";
        var output = (await _scene.LaunchAsync("launcher", "--explain", "web")).Output;
        Assert.StartsWith(
            $"""
            process    web of the buildpack acme/a, started directly
            program    /usr/bin/bash
            arguments  "-c"
                       "exit 3"
                       "ü"
            directory  /usr
            init       the launcher stays in front of it, hands on signals and takes in orphans

            exec.d programs, which run first in this order; what they set is not known before:
              {layer}/exec.d/1
              {layer}/exec.d/web/2

            environment, and where each value comes from:

            """,
            output);
        Assert.Contains(
            $"""
              PATH={layer}/bin:/usr/bin:/bin
                  from the container
                  folder    {layer}/bin

            """,
            output);
        Assert.EndsWith(
            $"""
              A=zero one two
                  default   {layer}/env/A.default
                  append    {layer}/env.launch/A.append
                  prepend   {layer}/env.launch/web/A.prepend

            """,
            output);
    }

    [Fact]
    public async Task The_default_process_is_explained_when_none_is_named()
    {
        var output = (await _scene.LaunchAsync("launcher", "--explain")).Output;
        Assert.StartsWith("process    shell of the buildpack acme/a, started through a shell\nprogram    /bin/bash\n", output);
        Assert.Contains($"in this order:\n  {_scene.Layers}/acme_a/l/profile.d/p.sh\n  .profile\n", output);
    }

    [Fact]
    public async Task Nothing_of_the_image_runs()
    {
        await _scene.LaunchAsync("launcher", "--explain", "web");
        await _scene.LaunchAsync("launcher", "--explain=json");
        Assert.Equal([".profile"], Directory.GetFiles(_scene.App).Select(Path.GetFileName));
    }

    [Fact]
    public async Task JSON_says_the_same_to_programs()
    {
        using var json = JsonDocument.Parse((await _scene.LaunchAsync("launcher", "--explain=json", "web", "given")).Output);
        var root = json.RootElement;
        Assert.Equal("web", root.GetProperty("process").GetProperty("type").GetString());
        Assert.Equal("/usr/bin/bash", root.GetProperty("program").GetString());
        Assert.Equal(["-c", "given"], root.GetProperty("args").EnumerateArray().Select(text => text.GetString()));
        Assert.True(root.GetProperty("init").GetBoolean());
        Assert.Equal(2, root.GetProperty("execD").GetArrayLength());
        var variable = root.GetProperty("environment").EnumerateArray().Single(variable => variable.GetProperty("name").GetString() == "A");
        Assert.Equal(["default", "append", "prepend"], variable.GetProperty("origins").EnumerateArray().Select(origin => origin.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Odd_bytes_in_values_keep_JSON_valid()
    {
        var output = (await _scene.LaunchByAsync("export X=$'\\x01\\xff\"\\\\\\n'; exec \"$LAUNCHER_UNDER_TEST\" --explain=json", "x")).Output;
        using var json = JsonDocument.Parse(output);
        Assert.Contains(json.RootElement.GetProperty("environment").EnumerateArray(), variable => variable.GetProperty("value").GetString() == "\u0001\uFFFD\"\\\n");
    }

    [Theory]
    [InlineData("nowhere", "it is not in PATH")]
    [InlineData("/nowhere", "No such file or directory")]
    [InlineData("/usr", "Is a directory")]
    public async Task A_command_that_cannot_start_is_explained_all_the_same(string command, string reason)
    {
        var result = await _scene.LaunchAsync("launcher", "--explain", "--", command);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"program    {command} (this cannot start: {reason})\n", result.Output);
    }

    [Fact]
    public async Task Under_the_name_of_a_process_the_option_is_the_application_s()
    {
        using var scene = new LaunchScene("[[processes]]\ntype = \"web\"\ncommand = [\"echo\", \"app\"]\ndirect = true\n");
        Assert.Equal("app --explain\n", (await scene.LaunchAsync("/cnb/process/web", "--explain")).Output);
    }

    [Theory]
    [InlineData("--explain=yaml", "BPN3962")]
    [InlineData("--explainer", "BPN3962")]
    public async Task An_option_that_is_not_known_is_refused(string option, string code)
    {
        var result = await _scene.LaunchAsync("launcher", option);
        Assert.Equal(82, result.ExitCode);
        Assert.Contains(code, result.Output);
    }

    [Fact]
    public async Task Where_the_process_is_not_clear_the_choice_is_told()
    {
        using var scene = new LaunchScene("[[processes]]\ntype = \"a\"\n[[processes]]\ntype = \"b\"\n");
        Assert.Contains("Name one of the image's: a, b, or a command.", (await scene.LaunchAsync("launcher", "--explain")).Output);
    }

    [Theory]
    [InlineData("PASSWORD", true)]
    [InlineData("db_password_file", true)]
    [InlineData("GITHUB_TOKEN", true)]
    [InlineData("MySecretName", true)]
    [InlineData("AWS_ACCESS_KEY_ID", true)]
    [InlineData("APIKEY", true)]
    [InlineData("spring.datasource.pwd", true)]
    [InlineData("BASIC_AUTH", true)]
    [InlineData("PWD", false)]
    [InlineData("OLDPWD", false)]
    [InlineData("KEYBOARD", false)]
    [InlineData("MONKEY_NAME", false)]
    [InlineData("AUTHOR", false)]
    [InlineData("PATH", false)]
    public void Names_that_look_secret_are_known(string name, bool expected) => Assert.Equal(expected, Secrets.IsSecret(Bytes.From(name)));

    [Theory]
    [InlineData("postgres://u:p@h/db", "postgres://u:********@h/db")]
    [InlineData("a http://u:p%40:x@h b ftp://v:w@i", "a http://u:********@h b ftp://v:********@i")]
    [InlineData("redis://:p@h", "redis://:********@h")]
    [InlineData("http://h/a:b@c", "http://h/a:b@c")]
    [InlineData("http://u@h", "http://u@h")]
    [InlineData("://", "://")]
    public void Passwords_in_URLs_are_masked(string text, string expected) => Assert.Equal(expected, Secrets.WithoutPasswords(Bytes.From(text)).ToString());
}
