namespace Buildpacks.Net.Cli.Inspect;

/// <summary>Where the source of an image comes from, as its label <c>io.buildpacks.project.metadata</c> tells.</summary>
/// <param name="Type">Such as <c>git</c>; may be empty.</param>
/// <param name="Version">Which version, in the words of the platform.</param>
/// <param name="Metadata">Anything else.</param>
internal sealed record ProjectSource(
    string Type, IReadOnlyList<KeyValuePair<string, string>> Version, IReadOnlyList<KeyValuePair<string, string>> Metadata);
