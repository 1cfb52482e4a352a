using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Detect;

/// <summary>A buildpack or extension of the group that is being tried.</summary>
/// <param name="Kind">Which of both it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Optional">Whether the group can pass without it.</param>
internal sealed record Candidate(ComponentKind Kind, BuildpackId Id, string Version, bool Optional)
{
    /// <summary>Its API version as written.</summary>
    public string? Api { get; init; }

    /// <summary>Where to read about it.</summary>
    public string? Homepage { get; init; }

    /// <summary>Whether it is this component, in whatever version.</summary>
    public bool Is(ComponentKind kind, BuildpackId id) => Kind == kind && Id == id;

    public GroupElement ToGroupElement() => new() { Id = Id, Version = Version, Api = Api, Homepage = Homepage };

    public override string ToString() => $"{Id}@{Version}";
}
