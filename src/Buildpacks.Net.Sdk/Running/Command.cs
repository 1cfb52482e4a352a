using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Sdk.Running;

/// <summary>A program that a buildpack runs, such as a compiler.</summary>
/// <param name="Program">Absolute path, or a name that is looked up in the PATH of <paramref name="Environment"/>.</param>
/// <param name="Arguments">Arguments after the program's name.</param>
/// <param name="WorkingDirectory">The folder it starts in.</param>
/// <param name="Environment">Its whole environment; nothing is inherited.</param>
public sealed record Command(
    string Program,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Runs the program to its end. Its standard input is empty; both its outputs go to <paramref name="output"/>.</summary>
    /// <returns>The exit code; 128 plus the signal when a signal ended it.</returns>
    /// <exception cref="BuildpackException">It cannot be found or started (<c>BPN5001</c>).</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and what it started have been ended.</exception>
    public async Task<int> RunAsync(Stream output, CancellationToken cancellationToken = default)
    {
        var path = Find() ?? throw new BuildpackException(
            BuildpackFaults.NoProgram,
            $"could not run {Program}: it is not in the PATH {Environment.GetValueOrDefault("PATH", "(empty)")}. "
            + "Install it in the build image, or set PATH.");
        try
        {
            var exit = await ChildProcess.RunAsync(
                new ChildProgram(path, [Program, .. Arguments], [.. Environment.Select(v => $"{v.Key}={v.Value}")])
                {
                    WorkingDirectory = WorkingDirectory,
                    Output = output,
                },
                cancellationToken).ConfigureAwait(false);
            return exit.ExitCode;
        }
        catch (PosixException fault)
        {
            throw new BuildpackException(BuildpackFaults.NoProgram, $"{fault.Message}. Check that it is an executable for this machine.", fault);
        }
    }

    /// <summary>The absolute path of the program, or null when it is nowhere in the PATH.</summary>
    public string? Find()
    {
        if (Program.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(Program) ? Program : null;
        }

        return Environment.GetValueOrDefault("PATH", string.Empty)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Program))
            .FirstOrDefault(candidate => File.Exists(candidate) && IsExecutable(candidate));
    }

    private static bool IsExecutable(string path) =>
        PosixFile.TryStatus(path) is { Type: PosixFileType.Regular } status && (status.Permissions & 0x49) != 0;
}
