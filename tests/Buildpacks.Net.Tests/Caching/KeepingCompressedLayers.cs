using System.Collections.Concurrent;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Tests.Export;

namespace Buildpacks.Net.Tests.Caching;

public sealed class KeepingCompressedLayers : IDisposable
{
    private readonly ExportWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task The_next_image_with_a_cached_layer_needs_no_compression()
    {
        WriteLayer();
        var first = await ExportAsync("a.test/first", new CountingCompressor());
        var counting = new CountingCompressor();
        var second = await ExportAsync("a.test/second", counting);

        Assert.Equal(DigestIn(first), DigestIn(second));
        Assert.DoesNotContain("deps", counting.Seen, StringComparison.Ordinal);
        Assert.Equal(LayerOrigin.New, second.Layers.Single(IsDeps).Origin);
        Assert.Single(Kept());
    }

    [Fact]
    public async Task It_is_still_there_after_a_build_that_needed_neither()
    {
        WriteLayer();
        await ExportAsync("a.test/first", new CountingCompressor());
        var kept = Assert.Single(Kept());
        await _work.AnalyzedAsync();
        await ExportAsync("a.test/first", new CountingCompressor());
        Assert.Equal(kept, Assert.Single(Kept()));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut off")]
    [InlineData("gone")]
    [InlineData("a folder")]
    public async Task What_is_compressed_is_compressed_anew_when_it_is(string how)
    {
        WriteLayer();
        var first = await ExportAsync("a.test/first", new CountingCompressor());
        Damage(Kept().Single(), how);
        var counting = new CountingCompressor();
        var second = await ExportAsync("a.test/second", counting);

        Assert.Equal(DigestIn(first), DigestIn(second));
        Assert.Contains("deps", counting.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_way_to_compress_takes_the_place_of_the_first()
    {
        WriteLayer();
        await ExportAsync("a.test/first", new GzipLayerCompressor());
        await ExportAsync("a.test/second", new GzipLayerCompressor(LayerCompressionLevel.Best));
        Assert.Contains(".gzip-best-", Assert.Single(Kept()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_uncompressed_layers_the_tar_is_all_that_is_kept_and_it_is_written_once()
    {
        WriteLayer();
        var result = await ExportAsync("a.test/first", new NoLayerCompressor());
        Assert.Empty(Kept());
        var tar = Directory.GetFiles(_work.Committed, "*.tar").Single();
        var blob = Directory.GetFiles(_work["images"], DigestIn(result).Hex, SearchOption.AllDirectories).Single();
        Assert.Equal(Shared.PosixFile.StatusOfLink(tar).Inode, Shared.PosixFile.StatusOfLink(blob).Inode);
        Assert.Equal(DigestIn(result), DigestIn(await ExportAsync("a.test/second", new NoLayerCompressor())));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_layer_that_is_small()
    {
        _work.WriteLayer("deps", "small", "launch", "cache");
        await ExportAsync("a.test/first", new GzipLayerCompressor());
        Assert.Empty(Kept());
    }

    private static bool IsDeps(ExportedLayer layer) => layer.Identifier == "acme/tool:deps";

    private static Oci.Content.Digest DigestIn(ExportResult result) => result.Layers.Single(IsDeps).Digest!;

    private void WriteLayer()
    {
        _work.WriteLayer("deps", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i * i};")), "launch", "cache");
    }

    private async Task<ExportResult> ExportAsync(string name, ILayerCompressor compressor) => await _work.ExportAsync(
        await _work.CachingInputsAsync() with { OutputImage = ImageName.Parse(name), Compressor = compressor });

    private IEnumerable<string> Kept() => Directory.GetFileSystemEntries(_work.Committed, "sha256:*").Where(path => !path.EndsWith(".tar", StringComparison.Ordinal));

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        switch (how)
        {
            case "damaged":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "cut off":
                File.WriteAllBytes(path, bytes[..^10]);
                break;
            case "a folder":
                Directory.CreateDirectory(path);
                break;
        }
    }

    /// <summary>Remembers what it is given to compress.</summary>
    private sealed class CountingCompressor : ILayerCompressor
    {
        private readonly GzipLayerCompressor _inner = new();
        private readonly ConcurrentQueue<string> _seen = new();

        public string Seen => string.Concat(_seen);

        public string MediaType => _inner.MediaType;

        public string Name => _inner.Name;

        public Stream Compress(Stream output) => new Watched(_inner.Compress(output), _seen);
    }

    private sealed class Watched(Stream inner, ConcurrentQueue<string> seen) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            seen.Enqueue(System.Text.Encoding.Latin1.GetString(buffer));
            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
