namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A process that can be started: one of metadata.toml, or the user's command.</summary>
internal sealed record Process
{
    /// <summary>The type; empty for the user's command.</summary>
    public string Type { get; init; } = "";

    /// <summary>The command, and arguments that always belong to it.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Further arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Started as it is, without a shell.</summary>
    public bool Direct { get; init; }

    /// <summary>The buildpack that made the process; empty for the user's command.</summary>
    public string BuildpackId { get; init; } = "";

    /// <summary>The folder to start in; empty for the application's.</summary>
    public string WorkingFolder { get; init; } = "";

    /// <summary>The execution environments it exists in; none means all.</summary>
    public IReadOnlyList<string> ExecEnv { get; init; } = [];
}
