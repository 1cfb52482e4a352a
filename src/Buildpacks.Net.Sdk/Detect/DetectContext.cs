using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Detect;

/// <summary>What a buildpack knows when it decides (Buildpack specification, "Detection").</summary>
public sealed class DetectContext
{
    /// <summary>Absolute path of the application's source code. Detection must not change it.</summary>
    public required string AppFolder { get; init; }

    /// <summary>Absolute path of this buildpack's own folder.</summary>
    public required string BuildpackFolder { get; init; }

    /// <summary>This buildpack's <c>buildpack.toml</c>.</summary>
    public required BuildpackToml Buildpack { get; init; }

    /// <summary>Environment variables of this process.</summary>
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

    /// <summary>What is said to the developer; shown when detection fails or details are asked for.</summary>
    public required BuildpackLog Log { get; init; }
}
