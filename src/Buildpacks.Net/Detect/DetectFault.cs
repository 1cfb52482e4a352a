using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Detect;

/// <summary>The faults of the phase. That nothing is detected is none of them.</summary>
internal static class DetectFault
{
    /// <summary>A buildpack that a composite names cannot be used.</summary>
    public const string MissingComponent = "BPN3201";

    /// <summary>A composite buildpack contains itself.</summary>
    public const string Cycle = "BPN3202";

    /// <summary>The order has extensions, and the platform does not allow them.</summary>
    public const string ExtensionsNotAllowed = "BPN3203";

    public static LifecycleException Unusable(OrderItem.Reference reference, DocumentException cause) => new(
        MissingComponent,
        FailureKind.Detect,
        $"could not use {reference}, which {reference.Within?.ToString() ?? "the order"} names: {cause.Message}; "
        + "add the buildpack to the builder, or correct the name.",
        cause);

    public static LifecycleException Circular(OrderItem.Composite composite) => new(
        Cycle,
        FailureKind.Detect,
        $"could not try {composite}: this composite buildpack contains itself; take it out of its own [[order]].");

    public static LifecycleException Experimental() => new(
        ExtensionsNotAllowed,
        FailureKind.Generic,
        "could not use the image extensions of the order: they are experimental in this Platform API and the platform does not allow "
        + "them; set CNB_EXPERIMENTAL_MODE=warn, or use Platform API 0.13 or newer.");
}
