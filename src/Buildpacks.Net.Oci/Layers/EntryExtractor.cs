using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Puts single entries onto the disk.</summary>
internal sealed class EntryExtractor(TarReader reader, ExtractionFolder folder)
{
    private const uint PermissionsOnly = 0x1FF;
    private const uint OwnerWrites = 0x80;

    public async ValueTask ExtractAsync(TarHeader header, CancellationToken cancellationToken)
    {
        if (folder.Place(header) is not { } path)
        {
            return;
        }

        switch (header.Type)
        {
            case TarEntryType.Directory:
                folder.MakeDirectory(path, header);
                SetAttributes(path, header);
                break;
            case TarEntryType.File:
                await WriteFileAsync(path, header, cancellationToken).ConfigureAwait(false);
                break;
            case TarEntryType.SymbolicLink:
                MakeLink(path, header);
                break;
            case TarEntryType.HardLink:
                MakeHardLink(path, header);
                break;
            case TarEntryType.Fifo:
                MakeRoom(path, header);
                PosixFile.MakeFifo(path, header.Mode & PermissionsOnly);
                PosixFile.ChangeMode(path, header.Mode & PermissionsOnly);
                break;
            default:
                throw ExtractionFolder.Unsafe(header.Name, "it is a device");
        }
    }

    /// <summary>Makes a directory, or an empty file for an entry of any other type.</summary>
    public void MakeEmpty(TarHeader header)
    {
        if (folder.Place(header) is not { } path)
        {
            return;
        }

        if (header.Type == TarEntryType.Directory)
        {
            folder.MakeDirectory(path, header);
            return;
        }

        var mode = header.Mode & PermissionsOnly;
        using var file = Create(path, header, mode);
        file.ChangeMode(mode);
    }

    private async ValueTask WriteFileAsync(string path, TarHeader header, CancellationToken cancellationToken)
    {
        // Set-uid and set-gid bits of files are dropped, as writing to a file drops them.
        var mode = header.Mode & PermissionsOnly;

        // Attributes can be set only as long as the owner may write to the file.
        var isExact = header.ExtendedAttributes is null && folder.GrantsNew(mode);
        using var file = Create(path, header, isExact ? mode : OwnerWrites);
        while (true)
        {
            var piece = await reader.ReadContentAsync(cancellationToken).ConfigureAwait(false);
            if (piece.IsEmpty)
            {
                break;
            }

            file.Write(piece.Span);
        }

        SetAttributes(path, header);
        if (!isExact)
        {
            file.ChangeMode(mode);
        }
    }

    private static void SetAttributes(string path, in TarHeader header)
    {
        if (header.ExtendedAttributes is { } attributes)
        {
            DiskAttributes.Set(path, attributes);
        }
    }

    private static ExtractedFile Create(string path, in TarHeader header, uint mode)
    {
        try
        {
            return ExtractedFile.Create(path, mode);
        }
        catch (PosixException error) when (error.Error == LibC.Exists)
        {
            MakeRoom(path, header);
            return ExtractedFile.Create(path, mode);
        }
    }

    private static void MakeLink(string path, in TarHeader header)
    {
        if (string.IsNullOrEmpty(header.LinkName))
        {
            throw ExtractionFolder.Unsafe(header.Name, "it is a link to nothing");
        }

        MakeRoom(path, header);
        PosixFile.MakeLink(header.LinkName, path);
    }

    private void MakeHardLink(string path, in TarHeader header)
    {
        var target = folder.PlaceTarget(header);
        if (PosixFile.TryStatusOfLink(target) is not { Type: not PosixFileType.Directory })
        {
            throw ExtractionFolder.Unsafe(header.Name, $"it is a hard link to '{header.LinkName}', which is no file");
        }

        if (target != path)
        {
            MakeRoom(path, header);
            PosixFile.MakeHardLink(target, path);
        }
    }

    /// <summary>Removes a file in the way. Links and directories in the way are refused: nothing is written through them.</summary>
    private static void MakeRoom(string path, in TarHeader header)
    {
        if (PosixFile.TryStatusOfLink(path) is not { } status)
        {
            return;
        }

        if (status.Type is PosixFileType.SymbolicLink or PosixFileType.Directory)
        {
            throw ExtractionFolder.Unsafe(
                header.Name,
                status.Type == PosixFileType.Directory ? "a directory is in its place" : "a link is in its place");
        }

        PosixFile.Remove(path);
    }
}
