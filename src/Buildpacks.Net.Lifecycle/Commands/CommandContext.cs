using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>What every command is given.</summary>
/// <param name="Features">What the Platform API that was asked for has.</param>
/// <param name="Settings">Flags and variables, worked out.</param>
/// <param name="Arguments">The positional arguments.</param>
/// <param name="Environment">The environment at the start.</param>
/// <param name="Log">The log on standard output.</param>
/// <param name="Output">Standard output itself, where buildpacks write to.</param>
internal sealed record CommandContext(
    PlatformFeatures Features,
    PlatformSettings Settings,
    IReadOnlyList<string> Arguments,
    EnvironmentVariables Environment,
    ILogger Log,
    Stream Output);
