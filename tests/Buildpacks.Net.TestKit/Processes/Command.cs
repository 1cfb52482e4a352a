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
    public static async Task<CommandResult> TryAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
