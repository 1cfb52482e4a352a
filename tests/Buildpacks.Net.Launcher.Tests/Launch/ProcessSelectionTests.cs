using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class ProcessSelectionTests
{
    [Theory]
    [InlineData("web")]
    [InlineData("/cnb/process/web")]
    [InlineData("./deep/er/web")]
    public void The_last_part_of_the_name_chooses(string name) => Assert.Equal("web", Select(name, [Web()]).Type.ToString());

    [Theory]
    [InlineData("Web")]
    [InlineData("web/")]
    [InlineData("web.exe")]
    [InlineData("launcher")]
    public void Under_any_other_name_the_arguments_are_a_command_for_the_shell(string name)
    {
        var process = Select(name, [Web()], "ls", "-l");
        Assert.Equal(["ls"], process.Command.ToTexts());
        Assert.Equal(["-l"], process.Args.ToTexts());
        Assert.False(process.Direct);
        Assert.Equal("", process.Type.ToString());
    }

    [Fact]
    public void Two_dashes_before_a_command_start_it_directly()
    {
        var process = Select("launcher", [], "--", "ls", "--", "-l");
        Assert.Equal(["ls"], process.Command.ToTexts());
        Assert.Equal(["--", "-l"], process.Args.ToTexts());
        Assert.True(process.Direct);
    }

    [Fact]
    public void Two_dashes_alone_are_a_command() => Assert.Equal(["--"], Select("launcher", [], "--").Command.ToTexts());

    [Fact]
    public void Without_a_process_and_a_command_there_is_nothing_to_start() =>
        Assert.Equal(Faults.NoCommand.ToString(), Assert.Throws<LaunchException>(() => { _ = Select("launcher", [Web()]); }).Code);

    [Theory]
    [InlineData("0.9", "0.8", "d1 u1")]
    [InlineData("0.9", "0.9", "d1 u1")]
    [InlineData("0.10", "0.8", "d1 u1")]
    [InlineData("0.10", "0.9", "u1")]
    [InlineData("0.15", "0.12", "u1")]
    public void Arguments_of_the_user_follow_or_replace_those_of_the_process(string platform, string buildpack, string expected)
    {
        var process = Select("web", [Web() with { Args = ["d1"] }], platform, buildpack, "production", ["u1"]);
        Assert.Equal(expected, string.Join(' ', process.Args.ToTexts()));
    }

    [Theory]
    [InlineData("0.8")]
    [InlineData("0.12")]
    public void Arguments_within_the_command_always_stay(string buildpack)
    {
        var web = Web() with { Command = ["run", "fixed"], Args = ["d1"] };
        Assert.Equal(["fixed", "d1"], Select("web", [web], "0.10", buildpack, "production", []).Args.ToTexts());
        Assert.Equal(["fixed", "u1"], Select("web", [web], "0.10", buildpack, "production", ["u1"]).Args.ToTexts());
        Assert.Equal(["run"], Select("web", [web], "0.10", buildpack, "production", []).Command.ToTexts());
    }

    [Fact]
    public void Arguments_for_a_process_of_an_unknown_buildpack_are_refused()
    {
        var web = Web() with { BuildpackId = "gone" };
        Assert.Equal(Faults.UnknownBuildpack.ToString(), Assert.Throws<LaunchException>(() => { _ = Select("web", [web], "u1"); }).Code);
        Assert.Empty(Select("web", [web]).Args.ToTexts());
    }

    [Theory]
    [InlineData("test", "for test")]
    [InlineData("production", "for all")]
    public void The_first_process_of_the_execution_environment_is_taken(string execEnv, string expected)
    {
        Given[] processes =
        [
            Web() with { Command = ["for test"], ExecEnv = ["test"] },
            Web() with { Command = ["for all"], ExecEnv = ["*"] },
        ];
        Assert.Equal([expected], Select("web", processes, "0.15", "0.12", execEnv, []).Command.ToTexts());
        Assert.Equal(["for test"], Select("web", processes, "0.14", "0.12", execEnv, []).Command.ToTexts());
    }

    [Fact]
    public void A_process_of_other_execution_environments_is_not_taken_for_a_command()
    {
        var web = Web() with { ExecEnv = ["test"] };
        var exception = Assert.Throws<LaunchException>(() => { _ = Select("web", [web], "0.15", "0.12", "production", ["echo"]); });
        Assert.Equal(Faults.NotInThisEnvironment.ToString(), exception.Code);
    }

    /// <summary>A process as tests write it.</summary>
    private sealed record Given
    {
        public string[] Command { get; init; } = ["run"];

        public string[] Args { get; init; } = [];

        public string[] ExecEnv { get; init; } = [];

        public string BuildpackId { get; init; } = "acme/a";

        public Process ToProcess() => new()
        {
            Type = "web"u8,
            Command = Command.ToSequence(),
            Args = Args.ToSequence(),
            ExecEnv = ExecEnv.ToSequence(),
            Direct = true,
            BuildpackId = Bytes.From(BuildpackId),
        };
    }

    private static Given Web() => new();

    private static Process Select(string name, Given[] processes, params string[] arguments) =>
        Select(name, processes, "0.14", "0.12", "production", arguments);

    private static Process Select(string name, Given[] processes, string platform, string buildpack, string execEnv, string[] arguments)
    {
        Assert.True(LaunchApi.TryPlatform(Bytes.From(platform), out var platformApi));
        Assert.True(LaunchApi.TryBuildpack(Bytes.From(buildpack), out var buildpackApi));
        Sequence<Process> all = default;
        foreach (var process in processes)
        {
            all.Add(process.ToProcess());
        }

        Sequence<LaunchBuildpack> buildpacks = default;
        buildpacks.Add(new LaunchBuildpack("acme/a"u8, buildpackApi));
        return new ProcessSelection(new LaunchMetadata(all, buildpacks, default), platformApi, Bytes.From(execEnv))
            .Select(new LaunchInputs(Bytes.From(name), default, default).ProcessName, arguments.ToSequence());
    }
}
