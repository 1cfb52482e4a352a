using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>One run of a buildpack's <c>bin/detect</c> or <c>bin/build</c>.</summary>
/// <param name="Buildpack">Whose run it was.</param>
/// <param name="Phase"><c>detect</c> or <c>build</c>.</param>
/// <param name="ExitCode">0 for success, 100 when detection did not pass, 1 for every error.</param>
/// <param name="Output">What it printed, standard output and standard error in the order written.</param>
public sealed record PhaseRun(BuildpackId Buildpack, string Phase, int ExitCode, string Output);
