using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Build;

/// <summary>What a buildpack works with when it builds (Buildpack specification, "Build").</summary>
public sealed class BuildContext
{
    /// <summary>Absolute path of the application; what is in it at the end goes into the image.</summary>
    public required string AppFolder { get; init; }

    /// <summary>Absolute path of this buildpack's own folder.</summary>
    public required string BuildpackFolder { get; init; }

    /// <summary>This buildpack's <c>buildpack.toml</c>.</summary>
    public required BuildpackToml Buildpack { get; init; }

    /// <summary>This buildpack's layers.</summary>
    public required LayersFolder Layers { get; init; }

    /// <summary>The entries of the build plan that this buildpack provides for.</summary>
    public required BuildpackPlanToml Plan { get; init; }

    /// <summary>What the last build of this application stored; empty on the first.</summary>
    public required StoreToml Store { get; init; }

    /// <summary>Environment variables of this process, those of earlier buildpacks' layers included.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>
    /// The developer's settings: <see cref="Environment"/>, and what of the platform's <c>env</c> folder is not in it, as for a
    /// buildpack with <c>clear-env</c>. By convention the names begin with <c>BP_</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Services and secrets bound to the build.</summary>
    public required IReadOnlyList<ServiceBinding> Bindings { get; init; }

    /// <summary>What the image will run on.</summary>
    public required BuildTarget Target { get; init; }

    /// <summary>What is built for (<c>CNB_EXEC_ENV</c>): production unless the platform says otherwise.</summary>
    public string ExecutionEnvironment { get; init; } = "production";

    /// <summary>What is said to the developer.</summary>
    public required BuildpackLog Log { get; init; }

    /// <summary>Where the output of programs goes that this buildpack runs. Not to be disposed.</summary>
    public required Stream Output { get; init; }
}
