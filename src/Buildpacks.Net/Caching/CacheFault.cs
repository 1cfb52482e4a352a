using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Caching;

/// <summary>The faults of layer caches.</summary>
public static class CacheFault
{
    /// <summary>There is no cache at the place given, or it may not be used.</summary>
    public const string Unusable = "BPN3801";

    /// <summary>The cache could not be written.</summary>
    public const string Unwritable = "BPN3802";

    internal static LifecycleException Cannot(string action, string name, Exception cause) => new(
        Unusable,
        FailureKind.Generic,
        $"could not {action} the cache {name}: {cause.Message.TrimEnd('.')}; make it accessible to this user, or name another.",
        cause);

    internal static LifecycleException NotWritten(string name, Exception cause) => new(
        Unwritable,
        FailureKind.Generic,
        $"could not write the cache {name}: {cause.Message.TrimEnd('.')}; the next build starts from the cache as it was.",
        cause);
}
