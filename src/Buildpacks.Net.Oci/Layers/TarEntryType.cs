namespace Buildpacks.Net.Oci.Layers;

/// <summary>What kind of file an archive's entry is: the type flag of its header.</summary>
public enum TarEntryType
{
    /// <summary>No kind of file; such an entry can be neither read nor written.</summary>
    None = 0,

    /// <summary>A regular file, <c>'0'</c>.</summary>
    File = '0',

    /// <summary>A hard link to an earlier entry, <c>'1'</c>.</summary>
    HardLink = '1',

    /// <summary>A symbolic link, <c>'2'</c>.</summary>
    SymbolicLink = '2',

    /// <summary>A character device, <c>'3'</c>.</summary>
    CharacterDevice = '3',

    /// <summary>A block device, <c>'4'</c>.</summary>
    BlockDevice = '4',

    /// <summary>A directory, <c>'5'</c>.</summary>
    Directory = '5',

    /// <summary>A named pipe, <c>'6'</c>.</summary>
    Fifo = '6',
}
