namespace Buildpacks.Net.Cli.Images;

/// <summary>Where a name that says no place is looked for.</summary>
internal enum BareName
{
    /// <summary>Among the builds in ./out, then in the registry.</summary>
    OutThenRegistry,

    /// <summary>In the registry.</summary>
    Registry,

    /// <summary>In the daemon, then in the registry.</summary>
    DaemonThenRegistry,
}
