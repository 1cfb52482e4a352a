using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// The entries of one layer, sorted by their bytes and with all their parents. What is there already stays as it is.
/// </summary>
/// <param name="below">The layer below, whose folders are not repeated: they keep their modes and owners.</param>
internal sealed class LayerTree(LayerTree? below = null)
{
    private const uint Public = 0x1ED;
    private const uint Readable = 0x1A4;
    private const uint LinkMode = 0x1FF;
    private readonly SortedDictionary<string, LayerEntry> _entries = new(PosixText.ByteOrder);

    /// <summary>All entries, in the order of the layer.</summary>
    public IReadOnlyList<LayerEntry> Entries => [.. _entries.Values];

    /// <summary>Adds a folder.</summary>
    public void AddDirectory(string path, uint mode = Public, FileOwner owner = default) =>
        Add(LayerEntry.Directory(path, mode, owner));

    /// <summary>Adds a link.</summary>
    public void AddLink(string path, string target) =>
        Add(LayerEntry.SymbolicLink(path, target, LinkMode, FileOwner.Root));

    /// <summary>Adds a file with the given content.</summary>
    public void AddContent(string path, ReadOnlyMemory<byte> content) =>
        Add(LayerEntry.File(path, Readable, FileOwner.Root, content));

    /// <summary>Adds a file of the machine under another name.</summary>
    public void AddFile(string path, ResolvedFile file) =>
        Add(LayerEntry.FileFrom(path, file.IsExecutable ? Public : Readable, FileOwner.Root, file.DiskPath));

    /// <summary>Adds a file of the machine under its own name, and the links that lead to it.</summary>
    public void AddResolved(ResolvedFile file)
    {
        foreach (var link in file.Links)
        {
            AddLink(link.Path, link.Target);
        }

        AddFile(file.Path, file);
    }

    /// <summary>Whether the path is in this layer or below.</summary>
    public bool Contains(string path) => _entries.ContainsKey(path) || below?.Contains(path) == true;

    private void Add(LayerEntry entry)
    {
        if (Contains(entry.Name))
        {
            return;
        }

        _entries.Add(entry.Name, entry);
        var parent = entry.Name[..entry.Name.LastIndexOf('/')];
        if (parent.Length > 0)
        {
            AddDirectory(parent);
        }
    }
}
