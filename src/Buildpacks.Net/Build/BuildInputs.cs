using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Build;

/// <summary>What a build works on (Platform API, builder). Paths are absolute.</summary>
public sealed record BuildInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>The folder of the application.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The folder of the buildpacks; see <see cref="ComponentStore"/>.</summary>
    public required string BuildpacksDirectory { get; init; }

    /// <summary>
    /// The layers folder: each buildpack gets a folder in it, bills of materials go to <c>sbom/</c>, and
    /// <c>config/metadata.toml</c> is written when all is done.
    /// </summary>
    public required string LayersDirectory { get; init; }

    /// <summary>The folder of the platform: variables of the user in <c>env/</c>, and what else buildpacks may look for there.</summary>
    public required string PlatformDirectory { get; init; }

    /// <summary>The folder of the operator: variables in <c>env/</c>; null when there is none.</summary>
    public string? BuildConfigDirectory { get; init; }

    /// <summary>group.toml: the buildpacks to run.</summary>
    public required string GroupPath { get; init; }

    /// <summary>plan.toml: what each of them has to provide.</summary>
    public required string PlanPath { get; init; }

    /// <summary>analyzed.toml, which says what the run image is made for; it need not be there.</summary>
    public string? AnalyzedPath { get; init; }

    /// <summary>The execution environment that is built for, such as <c>production</c>; buildpacks are not told an empty one.</summary>
    public string ExecutionEnvironment { get; init; } = "production";

    /// <summary>The environment of the lifecycle, of which buildpacks see only what the specification lets through.</summary>
    public required EnvironmentVariables Environment { get; init; }

    /// <summary>Receives what buildpacks print, as they print it. Not disposed.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Runs the programs of buildpacks.</summary>
    public IExecutableRunner Runner { get; init; } = new ProcessRunner();

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
