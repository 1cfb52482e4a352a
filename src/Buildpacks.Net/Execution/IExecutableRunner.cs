namespace Buildpacks.Net.Execution;

/// <summary>Runs the programs of buildpacks and extensions. The seam where an embedding service puts its own sandbox.</summary>
public interface IExecutableRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="IOException">It could not be started: it is not there, not executable, or its folder is missing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and what it started have been ended.</exception>
    Task<ExecutableExit> RunAsync(ExecutableRun run, CancellationToken cancellationToken = default);
}
