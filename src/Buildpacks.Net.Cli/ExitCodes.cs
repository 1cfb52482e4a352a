using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Cli;

/// <summary>
/// Every exit code of this executable. A phase that fails ends <c>cnb</c> with the number that the Platform specification gives
/// that failure.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault without a code of its own.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int BadArguments = 2;

    /// <summary>Added to the number of the signal that ended the call: 130 for SIGINT, 143 for SIGTERM.</summary>
    public const int Signalled = 128;

    /// <summary>The code of a fault.</summary>
    public static int For(Exception fault) => fault switch
    {
        LifecycleException lifecycle => For(lifecycle.Kind),
        CliException { IsUsage: true } => BadArguments,
        UnsupportedApiException { Code: UnsupportedApiException.BuildpackApi } => For(FailureKind.UnsupportedBuildpackApi),
        _ => Failed,
    };

    private static int For(FailureKind kind) => kind switch
    {
        FailureKind.InvalidArguments => 3,
        FailureKind.UnsupportedPlatformApi => 11,
        FailureKind.UnsupportedBuildpackApi => 12,
        FailureKind.NothingDetected => 20,
        FailureKind.NothingDetectedWithErrors => 21,
        FailureKind.Detect => 22,
        FailureKind.Analyze => 32,
        FailureKind.Restore => 42,
        FailureKind.BuildpackBuild => 51,
        FailureKind.Build => 52,
        FailureKind.Export => 62,
        FailureKind.Rebase => 72,
        FailureKind.ExtensionGenerate => 91,
        FailureKind.Generate => 92,
        FailureKind.Extend => 102,
        _ => Failed,
    };
}
