using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>How a detection ended.</summary>
public abstract record DetectResult
{
    private DetectResult()
    {
    }

    /// <summary>A group passed, and its documents are written.</summary>
    /// <param name="Group">The buildpacks and extensions that take part.</param>
    /// <param name="Plan">What they provide and require.</param>
    public sealed record Passed(GroupToml Group, PlanToml Plan) : DetectResult;

    /// <summary>No group passed. Nothing was written; documents of an earlier detection are as they were.</summary>
    /// <param name="WithErrors">Whether a buildpack reported an error, rather than only that the app is not for it.</param>
    public sealed record Failed(bool WithErrors) : DetectResult;
}
