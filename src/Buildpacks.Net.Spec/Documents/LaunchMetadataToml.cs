namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// The part of <c>&lt;layers&gt;/config/metadata.toml</c> that the launcher reads (Platform API, metadata.toml). Everything
/// else in the file is left alone: an image must start whatever a later lifecycle writes into it.
/// </summary>
public sealed record LaunchMetadataToml : IDocument<LaunchMetadataToml>
{
    /// <summary>The buildpacks of the image, in order.</summary>
    public IReadOnlyList<LaunchMetadataBuildpack> Buildpacks { get; init; } = [];

    /// <summary>Processes of the image, in order: of several with one type the first counts.</summary>
    public IReadOnlyList<MetadataProcess> Processes { get; init; } = [];

    /// <inheritdoc/>
    public static LaunchMetadataToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new LaunchMetadataToml
        {
            Buildpacks = root.List("buildpacks", LaunchMetadataBuildpack.From),
            Processes = root.List("processes", MetadataProcess.From),
        };
    }
}
