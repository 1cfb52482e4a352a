using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Detect;

/// <summary>What a detection works on (Platform API, detector). Paths are absolute.</summary>
public sealed record DetectInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>The folder of the application.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The folder of the buildpacks; see <see cref="ComponentStore"/>.</summary>
    public required string BuildpacksDirectory { get; init; }

    /// <summary>The folder of the image extensions; null when there is none.</summary>
    public string? ExtensionsDirectory { get; init; }

    /// <summary>The folder of the platform: variables of the user in <c>env/</c>, and what else buildpacks may look for there.</summary>
    public required string PlatformDirectory { get; init; }

    /// <summary>The folder of the operator: variables in <c>env/</c>; null when there is none.</summary>
    public string? BuildConfigDirectory { get; init; }

    /// <summary>order.toml.</summary>
    public required string OrderPath { get; init; }

    /// <summary>system.toml, read where the Platform API has it; null, or a file that is not there, adds no buildpacks.</summary>
    public string? SystemPath { get; init; }

    /// <summary>analyzed.toml, which says what the run image is made for; it need not be there.</summary>
    public string? AnalyzedPath { get; init; }

    /// <summary>Where to write group.toml.</summary>
    public required string GroupPath { get; init; }

    /// <summary>Where to write plan.toml.</summary>
    public required string PlanPath { get; init; }

    /// <summary>The execution environment that is built for, such as <c>production</c>; empty fits every buildpack.</summary>
    public string ExecutionEnvironment { get; init; } = "production";

    /// <summary>What to do when the order has extensions and they are experimental in the Platform API.</summary>
    public ExperimentalMode Experimental { get; init; }

    /// <summary>The environment of the lifecycle, of which buildpacks see only what the specification lets through.</summary>
    public required EnvironmentVariables Environment { get; init; }

    /// <summary>Runs the programs of buildpacks.</summary>
    public IExecutableRunner Runner { get; init; } = new ProcessRunner();

    /// <summary>Receives what is worth telling, and what buildpacks print.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
