using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Generate;

/// <summary>What the extensions of a group came to. Both documents are written.</summary>
/// <param name="Analyzed">analyzed.toml with the run image to use, and whether it is to be extended.</param>
/// <param name="Plan">plan.toml without what extensions provide.</param>
public sealed record GenerateResult(AnalyzedToml Analyzed, PlanToml Plan)
{
    /// <summary>Whether an extension wrote a Dockerfile for the build image.</summary>
    public bool ExtendsBuildImage { get; init; }

    /// <summary>Whether an extension chose the run image.</summary>
    public bool ChoosesRunImage { get; init; }

    /// <summary>Whether an extension wants more of the run image than to be another one.</summary>
    public bool ExtendsRunImage => Analyzed.RunImage?.Extend == true;
}
