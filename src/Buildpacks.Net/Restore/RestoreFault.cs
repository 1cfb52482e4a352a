using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Restore;

/// <summary>The faults of restores.</summary>
public static class RestoreFault
{
    /// <summary>The layers folder cannot be read or written.</summary>
    public const string NotPossible = "BPN3301";

    /// <summary>An image that the build needs is not there, or may not be read.</summary>
    public const string NoImage = "BPN3302";

    internal static LifecycleException Of(string code, string message, Exception? cause = null) =>
        new(code, FailureKind.Restore, $"could not restore: {message}", cause);
}
