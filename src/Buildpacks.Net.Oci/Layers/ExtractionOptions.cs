namespace Buildpacks.Net.Oci.Layers;

/// <summary>Where and how an archive is extracted.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The folder that stands for the archive's root; entries' leading slashes are ignored.</summary>
    public string Root { get; init; } = "/";

    /// <summary>
    /// The folder that entries must lie in, as an absolute path in the archive, such as <c>/layers/vendor_tool/deps</c>;
    /// entries for its parents only make missing folders. Null allows everything below the root.
    /// </summary>
    public string? Within { get; init; }

    /// <summary>Says how much of each entry is extracted; null for all of every entry.</summary>
    public Func<TarHeader, EntryExtraction>? Choose { get; init; }

    /// <summary>Is told the header of each entry before it is extracted, in the order of the archive; null for nobody.</summary>
    public Action<TarHeader>? OnEntry { get; init; }
}
