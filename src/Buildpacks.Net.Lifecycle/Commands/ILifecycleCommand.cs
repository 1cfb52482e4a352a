using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Spec.Apis;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>One phase as the platform calls it: which flags it takes, and how they become the inputs of the library's phase.</summary>
internal interface ILifecycleCommand
{
    /// <summary>What the phase does, for "failed to …".</summary>
    string Action { get; }

    /// <summary>The flags of the phase in an API version.</summary>
    IEnumerable<Flag> Flags(PlatformFeatures features);

    /// <summary>Runs the phase. Returning is success; every other ending is an exception.</summary>
    Task RunAsync(CommandContext context, CancellationToken cancellationToken);
}
