using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A process that can be started: one of metadata.toml, or the user's command.</summary>
internal struct Process
{
    /// <summary>The type; empty for the user's command.</summary>
    public Bytes Type { get; init; }

    /// <summary>The command, and arguments that always belong to it.</summary>
    public Sequence<Bytes> Command { get; set; }

    /// <summary>Further arguments.</summary>
    public Sequence<Bytes> Args { get; set; }

    /// <summary>Started as it is, without a shell.</summary>
    public bool Direct { get; init; }

    /// <summary>The buildpack that made the process; empty for the user's command.</summary>
    public Bytes BuildpackId { get; init; }

    /// <summary>The folder to start in; empty for the application's.</summary>
    public Bytes WorkingFolder { get; init; }

    /// <summary>The execution environments it exists in; none means all.</summary>
    public Sequence<Bytes> ExecEnv { get; init; }

    /// <summary>The launcher stays as the init process in front of it.</summary>
    public bool Init { get; init; }
}
