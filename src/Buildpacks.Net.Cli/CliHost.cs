using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Cli;

/// <summary>What a call of <c>cnb</c> was given by the process it runs in.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="WorkingDirectory">What relative paths are relative to.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliHost(EnvironmentVariables Environment, string WorkingDirectory, TextWriter Output, TextWriter Error)
{
    /// <summary>Whether somebody looks at the output while it is written.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether the terminal may be given colours.</summary>
    public bool HasColors { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The absolute path of the folder for files that are needed for moments.</summary>
    public string TemporaryDirectory => Path.TrimEndingDirectorySeparator(
        Environment["TMPDIR"] is { Length: > 0 } named ? FullPath(named) : Path.GetTempPath());

    /// <summary>The absolute path that an argument means.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
