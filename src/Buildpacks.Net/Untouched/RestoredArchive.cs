using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Untouched;

/// <summary>Watches the archive of a layer while it is extracted: whether the layer, archived again, would give the same archive.</summary>
/// <param name="place">The path of the layer's folder in the archive.</param>
internal sealed class RestoredArchive(string place)
{
    private const uint Permissions = 0x1FF;
    private const int BlockSize = 512;
    private readonly List<RecordedParent> _parents = [];
    private FileOwner? _owner;
    private bool _isFaithful = true;

    /// <summary>The entries above the layer's folder.</summary>
    public IReadOnlyList<RecordedParent> Parents => _parents;

    /// <summary>How many entries the layer has, with its folder.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the archive in bytes, as our own writer makes it: without extended headers.</summary>
    public long Length { get; private set; } = 2 * BlockSize;

    /// <summary>The owner of all entries; null when they have several, or something of the archive is lost on disk.</summary>
    public FileOwner? Owner => _isFaithful ? _owner : null;

    /// <summary>Takes the next entry.</summary>
    public void Add(TarHeader header)
    {
        var name = header.Name.Length > 1 ? header.Name.TrimEnd('/') : header.Name;
        var owner = new FileOwner((uint)header.UserId, (uint)header.GroupId);
        Length += BlockSize + ((header.Size + BlockSize - 1) / BlockSize * BlockSize);
        if (Count == 0 && name.Length < place.Length && header.Type == TarEntryType.Directory)
        {
            _parents.Add(new RecordedParent(name, header.Mode, owner));
            return;
        }

        Count++;
        _owner ??= owner;
        _isFaithful &= _owner == owner && IsKept(header) && (Count > 1 || name == place);
    }

    // Files lose set-uid and set-gid bits when they are extracted; hard links would be archived as files, and attributes may
    // not have been set.
    private static bool IsKept(TarHeader header) => header.Type switch
    {
        _ when header.ExtendedAttributes is not null => false,
        TarEntryType.Directory or TarEntryType.SymbolicLink => true,
        TarEntryType.File or TarEntryType.Fifo => (header.Mode & ~Permissions) == 0,
        _ => false,
    };
}
