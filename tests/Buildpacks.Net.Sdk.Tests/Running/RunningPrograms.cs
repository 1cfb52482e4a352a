using System.Diagnostics;
using System.Text;
using Buildpacks.Net.Sdk.Running;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Sdk.Tests.Running;

public sealed class RunningPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Both_outputs_come_in_the_order_written_and_the_exit_code_is_given()
    {
        var (code, output) = await RunAsync("echo one; echo two >&2; echo three; exit 7");

        Assert.Equal((7, "one\ntwo\nthree\n"), (code, output));
    }

    [Fact]
    public async Task A_program_gets_its_environment_its_folder_and_nothing_to_read()
    {
        var (code, output) = await RunAsync("cat; pwd; echo \"$GREETING${HOME-none}\"", ("GREETING", "hi "));

        Assert.Equal((0, $"{_folder.Path}\nhi none\n"), (code, output));
    }

    [Fact]
    public async Task The_end_by_a_signal_is_128_and_its_number()
    {
        Assert.Equal(137, (await RunAsync("kill -9 $$")).Code);
    }

    [Fact]
    public async Task Names_are_looked_up_among_the_executables_of_the_path()
    {
        foreach (var folder in new[] { "a", "b", "c" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        Directory.CreateDirectory(_folder["a/tool"]);
        File.WriteAllText(_folder["b/tool"], "#!/bin/sh\n");
        File.WriteAllText(_folder["c/tool"], "#!/bin/sh\nexit 3\n");
        File.SetUnixFileMode(_folder["c/tool"], (UnixFileMode)0b111_101_101);
        var path = $"{_folder["absent"]}:{_folder["a"]}:{_folder["b"]}:{_folder["c"]}";
        var command = new Command("tool", [], _folder.Path, new Dictionary<string, string> { ["PATH"] = path });

        Assert.Equal(_folder["c/tool"], command.Find());
        Assert.Equal(3, await command.RunAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_that_is_nowhere_is_named_with_the_path()
    {
        var command = new Command("no-such-tool", [], _folder.Path, new Dictionary<string, string> { ["PATH"] = "/nowhere" });

        var fault = await Assert.ThrowsAsync<BuildpackException>(() => command.RunAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.Equal("BPN5001", fault.Code);
        Assert.Contains("no-such-tool: it is not in the PATH /nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_a_clear_fault()
    {
        File.WriteAllText(_folder["data"], "no program");
        var command = new Command(_folder["data"], [], _folder.Path, new Dictionary<string, string>());

        var fault = await Assert.ThrowsAsync<BuildpackException>(() => command.RunAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.Contains(_folder["data"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_program_and_what_it_started()
    {
        using var stop = new CancellationTokenSource();
        var command = Shell("sleep 60 & echo $! >child; wait");
        var watch = Stopwatch.StartNew();
        var running = command.RunAsync(Stream.Null, stop.Token);
        while (!File.Exists(_folder["child"]) || File.ReadAllText(_folder["child"]).Length == 0)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        var child = File.ReadAllText(_folder["child"]).Trim();
        while (IsAlive(child))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "the child is still there");
            await Task.Delay(10);
        }
    }

    private static bool IsAlive(string pid) =>
        File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private Command Shell(string script, params (string Name, string Value)[] variables) => new(
        "/bin/sh", ["-c", script], _folder.Path, variables.Append(("PATH", "/usr/bin:/bin")).ToDictionary(v => v.Item1, v => v.Item2));

    private async Task<(int Code, string Output)> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        using var output = new MemoryStream();
        var code = await Shell(script, variables).RunAsync(output, TestContext.Current.CancellationToken);
        return (code, Encoding.UTF8.GetString(output.ToArray()));
    }
}
