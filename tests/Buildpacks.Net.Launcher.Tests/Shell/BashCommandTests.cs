using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Tests.Shell;

public sealed class BashCommandTests
{
    [Fact]
    public void A_command_without_arguments_is_a_script()
    {
        var start = Compose(new Process { Command = ["echo a && echo b"] });
        Assert.Equal("/bin/bash", start.Path);
        Assert.Equal(["bash", "-c", "cd \"/app\"\nexec bash -c \"$@\"", "web", "echo a && echo b"], start.Arguments);
    }

    [Fact]
    public void With_arguments_each_word_is_expanded_once()
    {
        var start = Compose(new Process { Command = ["run"], Args = ["$A", "b"] });
        Assert.Equal(
            """
            cd "/app"
            exec bash -c '"$(eval echo \"$0\")" "$(eval echo \"${1}\")" "$(eval echo \"${2}\")"' "${@:1}"
            """,
            start.Arguments[2]);
        Assert.Equal(["web", "run", "$A", "b"], start.Arguments.Skip(3));
    }

    [Fact]
    public void Profile_scripts_come_first()
    {
        var start = Compose(new Process { Command = ["run"] }, "/l/a b.sh", ".profile");
        Assert.StartsWith("source \"/l/a b.sh\"\nsource \".profile\"\ncd ", start.Arguments[2]);
    }

    [Fact]
    public void Several_entries_of_a_command_are_one_script() =>
        Assert.Equal("run it", Compose(new Process { Command = ["run", "it"] }).Arguments[^1]);

    private static ProgramStart Compose(Process process, params string[] profiles) =>
        BashCommand.Compose("web", process, profiles, "/app", ["A=1"]);
}
