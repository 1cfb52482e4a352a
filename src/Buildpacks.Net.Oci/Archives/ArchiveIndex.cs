using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>
/// Where in an archive each file is. Nothing is extracted: links are followed within the archive only, and contents are
/// read where they are.
/// </summary>
internal sealed class ArchiveIndex
{
    private const int MaximumEntries = 64 * 1024;
    private const int MaximumNameLength = 4096;
    private const int MaximumLinks = 16;
    private readonly Dictionary<string, ArchiveEntry> _entries = new(StringComparer.Ordinal);

    private ArchiveIndex(string path) => Path = path;

    /// <summary>The archive.</summary>
    public string Path { get; }

    /// <summary>Reads the headers of an archive, and passes over the contents.</summary>
    /// <exception cref="OciException">The file is no archive, is cut off, or has entries that lead out of it.</exception>
    public static async Task<ArchiveIndex> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var index = new ArchiveIndex(path);
        using var file = PosixFile.OpenRead(path);
        using var reader = new TarReader(file, leaveOpen: true);
        try
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } header)
            {
                if (header.Size > file.Length - reader.Offset)
                {
                    throw index.Invalid($"it is cut off within {header.Name}");
                }

                index.Add(header, reader.Offset);
            }
        }
        catch (OciException fault) when (fault.Code == OciErrors.InvalidTar)
        {
            throw new OciException(fault.Code, $"could not read the images in {path}: {fault.Message}", fault);
        }

        return index;
    }

    /// <summary>A file, also behind links; null when there is none.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.UnsafeArchive"/>: a link leads out of the archive, or to itself.</exception>
    public ArchiveEntry? Find(string name)
    {
        var current = Resolve(string.Empty, name);
        for (var links = 0; links <= MaximumLinks; links++)
        {
            if (!_entries.TryGetValue(current, out var entry))
            {
                return null;
            }

            if (entry.Target is null)
            {
                return entry;
            }

            current = entry.Target;
        }

        throw new OciException(OciErrors.UnsafeArchive, $"could not read {Path}: the link {name} leads to itself.");
    }

    /// <summary>A file that must be there.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.MissingBlob"/>: it is not.</exception>
    public ArchiveEntry Get(string name) => Find(name)
        ?? throw new OciException(OciErrors.MissingBlob, $"could not read the image in {Path}: {name} is missing.");

    /// <summary>Reads a small document that must be there.</summary>
    public async Task<byte[]> ReadDocumentAsync(string name, CancellationToken cancellationToken)
    {
        var stream = Open(Get(name));
        await using (stream.ConfigureAwait(false))
        {
            return await PooledCopy.ReadDocumentAsync(
                stream, JsonDocumentReader.MaximumSize, $"{Path}: {name}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens a file's content, which nothing verifies.</summary>
    public SectionStream Open(ArchiveEntry entry) => ArchiveBlob.OpenSection(Path, entry.Offset, entry.Size);

    /// <summary>The fault of an archive that holds no images, or not in a form that can be read.</summary>
    public OciException Invalid(string reason) =>
        new(OciErrors.InvalidArchive, $"could not read the images in {Path}: {reason}.");

    private void Add(in TarHeader header, long offset)
    {
        if (header.Name.Length > MaximumNameLength || header.LinkName?.Length > MaximumNameLength)
        {
            throw Invalid($"at byte {offset} there is a name of more than {MaximumNameLength} characters");
        }

        var name = Resolve(string.Empty, header.Name);
        ArchiveEntry? entry = header.Type switch
        {
            TarEntryType.File => new ArchiveEntry(offset, header.Size),
            TarEntryType.HardLink => new ArchiveEntry(offset, 0, Resolve(string.Empty, header.LinkName ?? string.Empty)),
            TarEntryType.SymbolicLink => new ArchiveEntry(offset, 0, Resolve(FolderOf(name), header.LinkName ?? string.Empty)),
            _ => null,
        };
        if (entry is not { } added)
        {
            return;
        }

        if (_entries.Count == MaximumEntries)
        {
            throw Invalid($"it has more than {MaximumEntries} files");
        }

        if (!_entries.TryAdd(name, added))
        {
            throw Invalid($"it holds {name} twice");
        }
    }

    private static string FolderOf(string name) => name.LastIndexOf('/') is var slash and >= 0 ? name[..slash] : string.Empty;

    /// <summary>A name from the archive's root on, without <c>.</c> and <c>..</c>.</summary>
    private string Resolve(string folder, string name)
    {
        var parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var part in name.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part == ".." || name.StartsWith('/'))
            {
                throw new OciException(OciErrors.UnsafeArchive, $"could not read {Path}: {name} leads out of the archive.");
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
