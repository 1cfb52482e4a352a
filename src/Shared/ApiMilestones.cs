namespace Buildpacks.Net.Shared;

/// <summary>
/// The versions of the APIs that count when a process starts; all are 0.x, and the numbers are the x. The launcher is compiled
/// without the assembly of the documents, so the numbers stand here for both.
/// </summary>
internal static class ApiMilestones
{
    internal const int OldestPlatform = 7;
    internal const int NewestPlatform = 15;
    internal const int PlatformUserArgumentsReplaceDefaults = 10;
    internal const int PlatformExecutionEnvironments = 15;

    internal const int OldestBuildpack = 7;
    internal const int NewestBuildpack = 12;
    internal const int BuildpackUserArgumentsReplaceDefaults = 9;
    internal const int BuildpackExecutionEnvironments = 12;
}
