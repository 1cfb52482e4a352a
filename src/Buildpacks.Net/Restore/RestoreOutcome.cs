namespace Buildpacks.Net.Restore;

/// <summary>What became of a layer of the last build.</summary>
public enum RestoreOutcome
{
    /// <summary>Its metadata are back; its content is in the previous image only.</summary>
    MetadataOnly,

    /// <summary>It is back with its content.</summary>
    Restored,

    /// <summary>It is not back, although the last build kept it: it was stale or damaged.</summary>
    Dropped,
}
