using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Shell;

namespace Buildpacks.Net.Launcher.Tests.Shell;

public sealed class BashCommandTests
{
    [Fact]
    public void A_command_without_arguments_is_a_script()
    {
        var arguments = Compose(["echo a && echo b"]);
        Assert.Equal(["bash", "-c", "cd \"/app\"\nexec bash -c \"$@\"", "web", "echo a && echo b"], arguments);
    }

    [Fact]
    public void With_arguments_each_word_is_expanded_once()
    {
        var arguments = Compose(["run"], ["$A", "b"]);
        Assert.Equal(
            """
            cd "/app"
            exec bash -c '"$(eval echo \"$0\")" "$(eval echo \"${1}\")" "$(eval echo \"${2}\")"' "${@:1}"
            """,
            arguments[2]);
        Assert.Equal(["web", "run", "$A", "b"], arguments.Skip(3));
    }

    [Fact]
    public void Profile_scripts_come_first()
    {
        var arguments = Compose(["run"], [], "/l/a b.sh", ".profile");
        Assert.StartsWith("source \"/l/a b.sh\"\nsource \".profile\"\ncd ", arguments[2]);
    }

    [Fact]
    public void Several_entries_of_a_command_are_one_script() =>
        Assert.Equal("run it", Compose(["run", "it"])[^1]);

    private static IReadOnlyList<string> Compose(string[] command, string[]? args = null, params string[] profiles) => BashCommand.Arguments(
        "web"u8, new Process { Command = command.ToSequence(), Args = (args ?? []).ToSequence() }, profiles.ToSequence(), "/app"u8).ToTexts();
}
