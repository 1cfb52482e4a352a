using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Execution;

/// <summary>A buildpack or image extension on disk.</summary>
public sealed record Component
{
    /// <summary>Which of both it is.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>The id by which it was looked up, which that in the descriptor need not equal.</summary>
    public required BuildpackId Id { get; init; }

    /// <summary>The version by which it was looked up.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path of its folder.</summary>
    public required string Directory { get; init; }

    /// <summary>Its <c>buildpack.toml</c> or <c>extension.toml</c>.</summary>
    public required ComponentToml Descriptor { get; init; }

    /// <summary>
    /// What its API version has; null when the descriptor names none, or something that is no version. A version that
    /// is not supported is read as the nearest that is, for buildpacks that nobody was asked about.
    /// </summary>
    public BuildpackFeatures? Features { get; init; }

    /// <summary>Whether this lifecycle supports the API version that the descriptor names.</summary>
    public bool IsSupported => ApiVersion.TryParse(Descriptor.Api, out var api) && BuildpackFeatures.TryFor(api) is not null;

    /// <summary><c>id@version</c>, as messages name it.</summary>
    public override string ToString() => $"{Id}@{Version}";
}
