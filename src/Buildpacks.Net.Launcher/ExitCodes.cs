namespace Buildpacks.Net.Launcher;

/// <summary>
/// The exit codes of a launch that fails before the application starts (Platform specification, "launcher"). Once it has
/// started, the exit code is the application's.
/// </summary>
internal static class ExitCodes
{
    /// <summary>metadata.toml is missing or cannot be read.</summary>
    public const int Failed = 1;

    /// <summary>The image asks for a Platform API that is not supported, or names none.</summary>
    public const int UnsupportedPlatformApi = 11;

    /// <summary>A buildpack of the image asks for a Buildpack API that is not supported.</summary>
    public const int UnsupportedBuildpackApi = 12;

    /// <summary>The process could not be chosen, prepared or started.</summary>
    public const int Launch = 82;
}
