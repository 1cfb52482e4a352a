using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Lifecycle;

/// <summary>Every exit code of this executable. The numbers are the Platform specification's; nothing else knows them.</summary>
internal static class ExitCodes
{
    /// <summary>The phase did its work.</summary>
    public const int Success = 0;

    /// <summary>A fault without a code of its own.</summary>
    public const int Failed = 1;

    /// <summary>The command line has an unknown flag or a bad value.</summary>
    public const int BadFlags = 2;

    /// <summary>The arguments cannot be used.</summary>
    public const int InvalidArguments = 3;

    /// <summary>CNB_PLATFORM_API is missing or not supported.</summary>
    public const int UnsupportedPlatformApi = 11;

    /// <summary>A buildpack or extension asks for an API that is not supported.</summary>
    public const int UnsupportedBuildpackApi = 12;

    /// <summary>Added to the number of the signal that ended the phase: 130 for SIGINT, 143 for SIGTERM.</summary>
    public const int Signalled = 128;

    /// <summary>The code of a kind of failure.</summary>
    public static int For(FailureKind kind) => kind switch
    {
        FailureKind.InvalidArguments => InvalidArguments,
        FailureKind.UnsupportedPlatformApi => UnsupportedPlatformApi,
        FailureKind.UnsupportedBuildpackApi => UnsupportedBuildpackApi,
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

    /// <summary>The code of a fault.</summary>
    public static int For(Exception fault) => fault switch
    {
        LifecycleException lifecycle => For(lifecycle.Kind),
        UnsupportedApiException { Code: UnsupportedApiException.PlatformApi } => UnsupportedPlatformApi,
        UnsupportedApiException => UnsupportedBuildpackApi,
        _ => Failed,
    };
}
