namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What the launcher looks for in a layer.</summary>
[Flags]
internal enum LayerParts
{
    /// <summary>Nothing for the launcher.</summary>
    None = 0,

    /// <summary><c>bin</c>, which goes into PATH.</summary>
    Bin = 1,

    /// <summary><c>lib</c>, which goes into LD_LIBRARY_PATH.</summary>
    Lib = 2,

    /// <summary><c>env</c>.</summary>
    Env = 4,

    /// <summary><c>env.launch</c>.</summary>
    EnvLaunch = 8,

    /// <summary><c>exec.d</c>.</summary>
    ExecD = 16,

    /// <summary><c>profile.d</c>.</summary>
    ProfileD = 32,

    /// <summary>All of them.</summary>
    All = 63,
}
