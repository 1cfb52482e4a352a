using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Generate;

/// <summary>
/// What the extensions of a detected group work on (Platform API, detector, image extensions). Paths are absolute.
/// </summary>
public sealed record GenerateInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>The folder of the application.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The folder of the image extensions; see <see cref="ComponentStore"/>.</summary>
    public required string ExtensionsDirectory { get; init; }

    /// <summary>The folder of the platform: variables of the user in <c>env/</c>.</summary>
    public required string PlatformDirectory { get; init; }

    /// <summary>The folder of the operator: variables in <c>env/</c>; null when there is none.</summary>
    public string? BuildConfigDirectory { get; init; }

    /// <summary>Where to put the Dockerfiles of extensions.</summary>
    public required string GeneratedDirectory { get; init; }

    /// <summary>group.toml, as the detection wrote it.</summary>
    public required string GroupPath { get; init; }

    /// <summary>plan.toml, as the detection wrote it; written again without what extensions provide.</summary>
    public required string PlanPath { get; init; }

    /// <summary>analyzed.toml; written again with the run image that extensions chose. It need not be there.</summary>
    public required string AnalyzedPath { get; init; }

    /// <summary>run.toml, which names the run images of the builder; null, or a file that is not there, names none.</summary>
    public string? RunPath { get; init; }

    /// <summary>The environment of the lifecycle, of which extensions see only what the specification lets through.</summary>
    public required EnvironmentVariables Environment { get; init; }

    /// <summary>Receives what extensions print, as they print it. Not disposed.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Runs the programs of extensions.</summary>
    public IExecutableRunner Runner { get; init; } = new ProcessRunner();

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
