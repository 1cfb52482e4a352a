using System.Diagnostics;

namespace Buildpacks.Net.TestKit.Processes;

/// <summary>How a program ended, and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record CommandResult(int ExitCode, string Output, string Errors);

/// <summary>Runs programs to their end.</summary>
public static class Command
{
    /// <summary>Runs a program that must succeed, and gives its standard output.</summary>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var result = await TryAsync(program, arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Errors}{result.Output}");
    }

    /// <summary>Runs a program, however it ends.</summary>
    public static Task<CommandResult> TryAsync(string program, params IEnumerable<string> arguments) =>
        TryAsync(new ProgramCall(program, [.. arguments]));

    /// <summary>Runs a program in surroundings of its own, however it ends.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static async Task<CommandResult> TryAsync(ProgramCall call)
    {
        var info = call.ToStartInfo();
        info.RedirectStandardInput = true;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(call.Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{call.Program} {string.Join(' ', call.Arguments)} was still running after {call.Limit}: {await errors}{await output}");
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
