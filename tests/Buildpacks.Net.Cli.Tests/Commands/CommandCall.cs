using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Cli.Tests.Commands;

/// <summary>A call of <c>cnb</c> in a folder, and what came of it.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandCall(int ExitCode, string Output, string Error)
{
    /// <summary>Calls it.</summary>
    public static Task<CommandCall> RunAsync(string folder, params string[] arguments) => RunAsync(folder, [], arguments);

    /// <summary>Calls it with variables.</summary>
    public static async Task<CommandCall> RunAsync(string folder, IReadOnlyList<string> variables, IReadOnlyList<string> arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var host = new CliHost(EnvironmentVariables.FromEntries(["HOME=/nonexistent", $"TMPDIR={folder}", .. variables]), folder, output, error);
        var code = await new CnbProgram(host).RunAsync(arguments, TestContext.Current.CancellationToken);
        return new CommandCall(code, output.ToString(), error.ToString());
    }

    /// <summary>Calls it; anything but success fails the test.</summary>
    public static async Task<CommandCall> SucceedAsync(string folder, params string[] arguments)
    {
        var call = await RunAsync(folder, arguments);
        Assert.True(call.ExitCode == 0, call.Error);
        return call;
    }
}
