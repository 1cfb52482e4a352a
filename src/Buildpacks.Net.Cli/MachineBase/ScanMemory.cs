using System.Text.Json;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Remembers what layers hold that concerns their base, by diffID. A build that keeps a layer without having its content then
/// need not fetch and extract it. What cannot be read is forgotten.
/// </summary>
/// <param name="folder">Where it is remembered.</param>
internal sealed class ScanMemory(string folder)
{
    private const int Kept = 64;
    private const int Version = 1;

    /// <summary>What a layer holds; null when it is not remembered.</summary>
    public async Task<FolderContent?> TryRecallAsync(Digest diffId, CancellationToken cancellationToken)
    {
        var path = PathOf(diffId);
        try
        {
            if (PosixFile.TryStatus(path) is null)
            {
                return null;
            }

            using var file = PosixFile.OpenRead(path);
            var entry = await JsonSerializer.DeserializeAsync<Entry>(file, cancellationToken: cancellationToken).ConfigureAwait(false);
            return entry is { Version: Version } ? entry.ToContent() : null;
        }
        catch (Exception fault) when (fault is IOException or JsonException or NullReferenceException or ArgumentNullException)
        {
            PosixFile.RemoveTree(path);
            return null;
        }
    }

    /// <summary>Remembers what a layer holds.</summary>
    public async Task RememberAsync(Digest diffId, FolderContent content, CancellationToken cancellationToken)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(Entry.From(content));
            await AtomicFile.WriteAsync(PathOf(diffId), json, cancellationToken).ConfigureAwait(false);
            foreach (var old in new DirectoryInfo(folder).GetFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
            {
                old.Delete();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next build looks again.
        }
    }

    private string PathOf(Digest diffId) => $"{folder}/{diffId.Hex}.json";

    private sealed record Entry(int Version, ElfEntry[] Elves, string[] Interpreters, string[] Names, string[] Commands, bool? IsInvariant)
    {
        public static Entry From(FolderContent content) => new(
            ScanMemory.Version,
            [.. content.Elves.Select(ElfEntry.From)],
            [.. content.Interpreters],
            [.. content.Names.Order(StringComparer.Ordinal)],
            [.. content.Commands.Order(StringComparer.Ordinal)],
            content.IsInvariant);

        public FolderContent ToContent() => new()
        {
            Elves = [.. Elves.Select(elf => elf.ToElf())],
            Interpreters = new SortedSet<string>(Interpreters, PosixText.ByteOrder),
            Names = Names.ToHashSet(StringComparer.Ordinal),
            Commands = Commands.ToHashSet(StringComparer.Ordinal),
            IsInvariant = IsInvariant,
        };
    }

    private sealed record ElfEntry(
        string Path, bool Is64Bit, bool IsBigEndian, ushort Machine, string? Interpreter, string[] Needed, string[] SearchPath, string[] RunPath, string[] Opened)
    {
        public static ElfEntry From(FolderElf file) => new(
            file.Path, file.Elf.Kind.Is64Bit, file.Elf.Kind.IsBigEndian, file.Elf.Kind.Machine, file.Elf.Interpreter,
            [.. file.Elf.Needed], [.. file.Elf.SearchPath], [.. file.Elf.RunPath], [.. file.Elf.Opened]);

        public FolderElf ToElf() => new(Path, new ElfFile(new ElfKind(Is64Bit, IsBigEndian, Machine))
        {
            Interpreter = Interpreter,
            Needed = [.. Needed],
            SearchPath = [.. SearchPath],
            RunPath = [.. RunPath],
            Opened = [.. Opened],
        });
    }
}
