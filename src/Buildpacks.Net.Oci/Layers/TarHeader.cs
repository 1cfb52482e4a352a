namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// An archive's entry without its content. Names are texts in which each byte that is not UTF-8 is a lone surrogate
/// U+DC80…U+DCFF.
/// </summary>
/// <param name="Type">Kind of file.</param>
/// <param name="Name">Its name, written exactly as given.</param>
/// <param name="Mode">The low twelve bits of its mode: permissions, setuid, setgid, sticky.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
public readonly record struct TarHeader(TarEntryType Type, string Name, uint Mode, long UserId, long GroupId)
{
    /// <summary>Length of the content in bytes; 0 for everything but files.</summary>
    public long Size { get; init; }

    /// <summary>Target of a link; null or empty for other entries.</summary>
    public string? LinkName { get; init; }

    /// <summary>Extended attributes of the file; null for none.</summary>
    public IReadOnlyList<ExtendedAttribute>? ExtendedAttributes { get; init; }

    /// <summary>Major number of a device.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>Minor number of a device.</summary>
    public uint DeviceMinor { get; init; }
}
