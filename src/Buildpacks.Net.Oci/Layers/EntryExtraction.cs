namespace Buildpacks.Net.Oci.Layers;

/// <summary>How much of an archive's entry is extracted.</summary>
public enum EntryExtraction
{
    /// <summary>All of it.</summary>
    Whole = 0,

    /// <summary>Its name and mode: an empty file in place of any entry but a directory.</summary>
    WithoutContent,

    /// <summary>Nothing.</summary>
    None,
}
