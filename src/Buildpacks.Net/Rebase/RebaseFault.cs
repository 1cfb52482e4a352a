using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Rebase;

/// <summary>The faults of a rebase, by code.</summary>
internal static class RebaseFault
{
    /// <summary>The image or its new base is not there.</summary>
    public const string NoImage = "BPN3701";

    /// <summary>The new base does not go with the image; -force may override it.</summary>
    public const string Incompatible = "BPN3702";

    /// <summary>The labels of the image do not tell what a rebase must know.</summary>
    public const string BadMetadata = "BPN3703";

    /// <summary>The image is rebased, but report.toml cannot be written.</summary>
    public const string NoReport = "BPN3704";

    public static LifecycleException Of(string code, string message, Exception? cause = null) =>
        new(code, FailureKind.Rebase, $"could not rebase: {message}", cause);
}
