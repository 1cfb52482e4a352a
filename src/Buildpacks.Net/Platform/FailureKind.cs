namespace Buildpacks.Net.Platform;

/// <summary>
/// Why a phase failed, as the Platform specification tells failures apart. The executable maps each kind to its exit code;
/// nothing in this library knows a number.
/// </summary>
public enum FailureKind
{
    /// <summary>A fault without a kind of its own, such as an unreadable input file.</summary>
    Generic,

    /// <summary>The arguments given by the platform cannot be used.</summary>
    InvalidArguments,

    /// <summary>The platform asks for a Platform API that is not supported.</summary>
    UnsupportedPlatformApi,

    /// <summary>A buildpack or extension asks for a Buildpack API that is not supported.</summary>
    UnsupportedBuildpackApi,

    /// <summary>No group of buildpacks passed detection, and no buildpack reported an error.</summary>
    NothingDetected,

    /// <summary>No group of buildpacks passed detection, and at least one buildpack reported an error.</summary>
    NothingDetectedWithErrors,

    /// <summary>Detection could not be carried out.</summary>
    Detect,

    /// <summary>Analysis could not be carried out.</summary>
    Analyze,

    /// <summary>Restoring layers could not be carried out.</summary>
    Restore,

    /// <summary>A buildpack's <c>bin/build</c> failed.</summary>
    BuildpackBuild,

    /// <summary>The build could not be carried out.</summary>
    Build,

    /// <summary>An extension's <c>bin/generate</c> failed.</summary>
    ExtensionGenerate,

    /// <summary>Generating Dockerfiles could not be carried out.</summary>
    Generate,

    /// <summary>Extending an image could not be carried out.</summary>
    Extend,

    /// <summary>The export could not be carried out.</summary>
    Export,

    /// <summary>The rebase could not be carried out.</summary>
    Rebase,
}
