using Buildpacks.Net.Conformance.Cases;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>How a case ended.</summary>
/// <param name="Case">The case.</param>
/// <param name="Failure">What went wrong, or null.</param>
/// <param name="NotApplicable">Why the case was not tried, or null.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Verdict(ConformanceCase Case, string? Failure, string? NotApplicable, double Seconds)
{
    public bool Passed => Failure is null && NotApplicable is null;
}
