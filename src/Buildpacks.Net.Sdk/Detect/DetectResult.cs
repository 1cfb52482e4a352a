using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Detect;

/// <summary>The decision of a buildpack: exit code 0 or 100 of <c>bin/detect</c>. Errors are exceptions.</summary>
public abstract record DetectResult
{
    private DetectResult()
    {
    }

    /// <summary>The buildpack takes part, with what it provides and requires.</summary>
    /// <param name="plan">Its contribution to the build plan; null when it has none.</param>
    public static DetectResult Pass(BuildPlan? plan = null) => new Passed(plan);

    /// <summary>The buildpack does not take part.</summary>
    /// <param name="reason">Why, for the developer who wonders.</param>
    public static DetectResult Fail(string reason) => new Failed(reason);

    /// <summary>The buildpack takes part.</summary>
    /// <param name="Plan">Its contribution to the build plan.</param>
    public sealed record Passed(BuildPlan? Plan) : DetectResult;

    /// <summary>The buildpack does not take part.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(string Reason) : DetectResult;
}
