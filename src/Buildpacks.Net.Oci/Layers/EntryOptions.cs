namespace Buildpacks.Net.Oci.Layers;

/// <summary>What of files on disk becomes part of a layer.</summary>
public sealed record EntryOptions
{
    /// <summary>The owner of all entries but the parents of the folder; null keeps what is on disk.</summary>
    public FileOwner? Owner { get; init; }

    /// <summary>
    /// Whether modes are made independent of the umask they were created with: 0755 for directories and executables,
    /// 0644 for other files.
    /// </summary>
    public bool NormalizeModes { get; init; }

    /// <summary>
    /// Whether a file with several names is stored once, and its other names in the layer as hard links to the first. Otherwise
    /// each name is a file of its own, as other lifecycles have it.
    /// </summary>
    public bool KeepHardLinks { get; init; }

    /// <summary>
    /// Whether extended attributes of files and directories are stored: those of users (<c>user.*</c>) and file capabilities
    /// (<c>security.capability</c>).
    /// </summary>
    public bool KeepExtendedAttributes { get; init; }
}
