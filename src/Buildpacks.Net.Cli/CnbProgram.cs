using System.CommandLine;
using System.CommandLine.Parsing;
using Buildpacks.Net.Cli.Commands;

namespace Buildpacks.Net.Cli;

/// <summary>A call of <c>cnb</c>, from its command line to its exit code.</summary>
/// <param name="host">What the process was given.</param>
internal sealed class CnbProgram(CliHost host)
{
    /// <summary>Runs the call.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Builds OCI images from source with Cloud Native Buildpacks: no daemon, no root, no Dockerfile.")
        {
            new BuildCommand(host).Create(),
            new InspectCommand(host).Create(),
            new ExplainCommand(host).Create(),
            new SbomCommand(host).Create(),
            new RebaseCommand(host).Create(),
            new VersionCommand(host).Create(),
        };
        HelpPage.ShowWhenBare(root);
        HelpPage.AddExamples(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await ReportAsync(parsed).ConfigureAwait(false);
            return ExitCodes.BadArguments;
        }

        var invocation = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The last resort: whatever went wrong, there is one clear line and a code.
            await host.Error.WriteLineAsync($"error: {FaultText.Of(fault)}").ConfigureAwait(false);
            return ExitCodes.For(fault);
        }
    }

    private async Task ReportAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            await host.Error.WriteLineAsync($"error: {ForeignFlags.Explain(error.Message) ?? error.Message}").ConfigureAwait(false);
        }

        var commands = new Stack<string>();
        for (var at = parsed.CommandResult; at.Command is not RootCommand; at = (CommandResult)at.Parent!)
        {
            commands.Push(at.Command.Name + " ");
        }

        await host.Error.WriteLineAsync($"`cnb {string.Concat(commands)}--help` lists what there is.").ConfigureAwait(false);
    }
}
