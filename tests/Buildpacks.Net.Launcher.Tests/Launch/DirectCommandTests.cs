using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class DirectCommandTests : IDisposable
{
    private readonly LaunchScene _scene = new();

    [Fact]
    public void What_cannot_run_is_passed_over()
    {
        _scene.Put("a/tool", "not executable").Script("c/tool", "");
        Directory.CreateDirectory(_scene["b/tool"]);
        var start = Compose("tool", $"{_scene["a"]}:{_scene["b"]}:/nowhere:{_scene["c"]}/../c");
        Assert.Equal(_scene["c/tool"], start.Path);
        Assert.Equal(["tool", "x"], start.Arguments);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("sub/..")]
    public void A_program_found_through_a_relative_entry_first_is_refused(string entry)
    {
        // The path of the program from the working directory of the tests, whatever that is.
        var name = Path.GetRelativePath(Environment.CurrentDirectory, _scene.Script("c/tool", "").App);
        var exception = Assert.Throws<LaunchException>(() => Compose("tool", $"{Path.Combine(entry, name, "../c")}:{_scene["c"]}"));
        Assert.Contains("relative", exception.Message);
    }

    [Theory]
    [InlineData("tool", "")]
    [InlineData("", "/usr/bin")]
    [InlineData("/nowhere/tool", "/usr/bin")]
    [InlineData("/usr", "/usr/bin")]
    [InlineData("a\0b", "/usr/bin")]
    [InlineData("/usr/bin/env\0x", "/usr/bin")]
    public void What_is_not_there_is_refused(string command, string path) =>
        Assert.ThrowsAny<Exception>(() => Compose(command, path));

    [Fact]
    public void An_empty_command_is_refused() =>
        Assert.Equal(
            Faults.NoCommand.ToString(), Assert.Throws<LaunchException>(() => { _ = DirectCommand.Find(default, new Process { Type = "web"u8 }, "/usr/bin"u8); }).Code);

    public void Dispose() => _scene.Dispose();

    private static (string Path, IReadOnlyList<string> Arguments) Compose(string command, string path)
    {
        var process = new Process { Command = new[] { command }.ToSequence(), Args = new[] { "x" }.ToSequence() };
        return (DirectCommand.Find(default, process, Bytes.From(path)).ToString(), DirectCommand.Arguments(process).ToTexts());
    }
}
