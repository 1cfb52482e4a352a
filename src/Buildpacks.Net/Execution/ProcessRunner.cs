using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Execution;

/// <summary>Runs programs as child processes of this one, each in a process group of its own, with an empty standard input.</summary>
public sealed class ProcessRunner : IExecutableRunner
{
    /// <inheritdoc/>
    public async Task<ExecutableExit> RunAsync(ExecutableRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var program = new ChildProgram(run.Path, [run.Path, .. run.Arguments], run.Environment)
        {
            WorkingDirectory = run.WorkingDirectory,
            Output = run.Output,
        };
        var exit = await ChildProcess.RunAsync(program, cancellationToken).ConfigureAwait(false);
        return new ExecutableExit(exit.ExitCode, exit.Signal);
    }
}
