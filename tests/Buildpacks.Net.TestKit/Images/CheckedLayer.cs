using System.Formats.Tar;
using System.IO.Compression;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>A layer of an image, every byte of which was read.</summary>
/// <param name="Digest">Digest of what is stored.</param>
/// <param name="DiffId">Digest of the tar archive.</param>
/// <param name="Files">Paths of the entries, in their order.</param>
public sealed record CheckedLayer(string Digest, string DiffId, IReadOnlyList<string> Files)
{
    private const int Block = 512;

    /// <summary>The tar archive.</summary>
    public required byte[] Tar { get; init; }

    internal static async Task<CheckedLayer> ReadAsync(string digest, byte[] stored, bool isCompressed)
    {
        Verdict.Require(Digests.Of(stored) == digest, $"the layer {digest} has that digest");
        var tar = isCompressed ? await InflateAsync(stored) : stored;
        return new CheckedLayer(digest, Digests.Of(tar), await ReadEntriesAsync(digest, tar)) { Tar = tar };
    }

    private static async Task<byte[]> InflateAsync(byte[] stored)
    {
        using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        await gzip.CopyToAsync(tar);
        return tar.ToArray();
    }

    private static async Task<IReadOnlyList<string>> ReadEntriesAsync(string digest, byte[] tar)
    {
        Verdict.Require(tar.Length % Block == 0, $"the tar archive of {digest} consists of whole blocks");
        Verdict.Require(tar.Length >= 2 * Block && !tar.AsSpan(^(2 * Block)..).ContainsAnyExcept((byte)0), $"the tar archive of {digest} ends with two empty blocks");
        var names = new List<string>();
        using var reader = new TarReader(new MemoryStream(tar));
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            var name = entry.Name.TrimEnd('/');
            Verdict.Require(!name.Split('/').Any(part => part is ".."), $"{name} of {digest} stays in the image");
            Verdict.Require(!name.Split('/')[^1].StartsWith(".wh.", StringComparison.Ordinal), $"{name} of {digest} is no whiteout");
            names.Add(name);
        }

        Verdict.Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count, $"no path stands twice in {digest}");
        return names;
    }
}
