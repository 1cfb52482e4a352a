using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>How a detection ended.</summary>
public abstract record DetectResult
{
    private DetectResult()
    {
    }

    /// <summary>The group that passed, for platforms to which nothing detected is a failure.</summary>
    /// <param name="code">The code of that fault.</param>
    /// <exception cref="LifecycleException">No group passed; its kind tells whether buildpacks reported errors.</exception>
    public Passed RequirePassed(string code) => this as Passed ?? throw new LifecycleException(
        code,
        this is Failed { WithErrors: true } ? FailureKind.NothingDetectedWithErrors : FailureKind.NothingDetected,
        "no group of buildpacks passed detection; see above what each of them said.");

    /// <summary>A group passed, and its documents are written.</summary>
    /// <param name="Group">The buildpacks and extensions that take part.</param>
    /// <param name="Plan">What they provide and require.</param>
    public sealed record Passed(GroupToml Group, PlanToml Plan) : DetectResult;

    /// <summary>No group passed. Nothing was written; documents of an earlier detection are as they were.</summary>
    /// <param name="WithErrors">Whether a buildpack reported an error, rather than only that the app is not for it.</param>
    public sealed record Failed(bool WithErrors) : DetectResult;
}
