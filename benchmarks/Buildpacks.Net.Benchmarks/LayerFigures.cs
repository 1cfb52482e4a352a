using System.Globalization;
using System.IO.Compression;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Benchmarks;

/// <summary>The layer core beside other programs on the same content in the same minutes: one table of ratios, each with what it should be.</summary>
internal static class LayerFigures
{
    private const string Usage = "usage: layers [--corpus DIR] [--megabytes 256] [--runs 3]";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        if (!arguments.ArePairs)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        int runs = arguments.Number("--runs", 3);
        BenchCorpus corpus = BenchCorpus.Take(arguments.Text("--corpus"), arguments.Number("--megabytes", 256));
        string folder = Directory.CreateTempSubdirectory("buildpacks-net-layers-").FullName;
        try
        {
            MachineLimit limit = await MachineLimit.MeasureAsync(corpus, folder, runs);
            Console.WriteLine(Invariant($"tar of {limit.Bytes} bytes, {Environment.ProcessorCount} cores, limit {limit.Seconds:F3} s, best of {runs}"));
            Console.WriteLine("| what | this | other | this against other | target |\n|---|---|---|---|---|");
            await CompareEncodersAsync(limit, folder, runs);
            await CompareTarsAsync(corpus, limit, runs);
            await CompareLayersAsync(corpus, limit, folder, runs);
            await CountGarbageAsync(corpus);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareEncodersAsync(MachineLimit limit, string folder, int runs)
    {
        string output = Path.Combine(folder, "out");
        double megabytes = limit.Bytes / 1e6;
        var fast = await CompressAsync(new GzipLayerCompressor(), limit.Tar, output, runs);
        var balanced = await CompressAsync(new GzipLayerCompressor(LayerCompressionLevel.Balanced), limit.Tar, output, runs);
        var best = await CompressAsync(new GzipLayerCompressor(LayerCompressionLevel.Best), limit.Tar, output, runs: 1);
        var zstd = await CompressAsync(new ZstdLayerCompressor(), limit.Tar, output, runs);
        Row("deflate fast / igzip -1", fast, limit.Igzip, "speed >= 0.80, size <= 1.00");
        Row("deflate fast / libdeflate-gzip -1", fast, Peer.Best(runs, $"libdeflate-gzip -1 -c {limit.Tar}", output), "speed >= 2.00");
        Row("deflate fast / System.IO.Compression, fastest", fast, await PlatformAsync(limit.Tar, output, runs), "speed >= 3.00, size <= 1.00");
        Row("deflate balanced / zlib -6 (pigz -p1)", balanced, Peer.Best(1, $"pigz -p1 -6 -c {limit.Tar}", output), "speed >= 1.50, size <= 1.01");
        Row("deflate best / libdeflate-gzip -9", best, Peer.Best(1, $"libdeflate-gzip -9 -c {limit.Tar}", output), "");
        Row("zstd 3 / zstd -3, one thread", zstd, Peer.Best(runs, $"zstd -3 -T1 --single-thread -qc {limit.Tar}", output), "");

        void Row(string what, (double Seconds, long Bytes) ours, (double Seconds, long Bytes) other, string target) => Print(
            what, Speed(ours), Speed(other), Invariant($"speed {other.Seconds / ours.Seconds:F2}, size {(double)ours.Bytes / other.Bytes:F3}"), target);

        string Speed((double Seconds, long Bytes) run) => Invariant($"{megabytes / run.Seconds:F0} MB/s to {(double)run.Bytes / limit.Bytes:F4}");
    }

    private static async Task CompareTarsAsync(BenchCorpus corpus, MachineLimit limit, int runs)
    {
        var writer = new LayerWriter();
        double ours = await Peer.BestAsync(runs, async () =>
        {
            foreach (string layer in corpus.Layers)
            {
                await writer.ComputeDigestAsync(new DirectoryLayerContent(layer));
            }
        });
        Print("tar and SHA-256 / openssl dgst of a tar", Invariant($"{ours:F3} s"), Invariant($"{limit.Hash:F3} s"), Invariant($"speed {limit.Hash / ours:F2}"), "speed >= 0.95");

        string many = corpus.ManyFiles;
        double small = await Peer.BestAsync(runs, () => writer.ComputeDigestAsync(new DirectoryLayerContent(many)));
        double pipe = Peer.Best(runs, $"tar -C {many} -c . | openssl dgst -sha256", null).Seconds;
        Print("small files, tar and SHA-256 / tar -c piped into openssl dgst", Invariant($"{small:F3} s"), Invariant($"{pipe:F3} s"), Invariant($"time {small / pipe:F2}"), "time <= 1.10");
    }

    private static async Task CompareLayersAsync(BenchCorpus corpus, MachineLimit limit, string folder, int runs)
    {
        var writer = new LayerWriter();
        double ours = await Peer.BestAsync(runs, () => Task.WhenAll(corpus.Layers.Select((layer, i) =>
            writer.WriteAsync(new DirectoryLayerContent(layer), Path.Combine(folder, $"{i}.layer")))));
        Print("folders to layers, all cores / limit", Invariant($"{ours:F3} s"), Invariant($"{limit.Seconds:F3} s"), Invariant($"time {ours / limit.Seconds:F2}"), "time <= 1.18");
    }

    private static async Task CountGarbageAsync(BenchCorpus corpus)
    {
        string many = corpus.ManyFiles;
        string[] paths = Directory.GetFileSystemEntries(many, "*", SearchOption.AllDirectories);
        var writer = new LayerWriter();
        await writer.ComputeDigestAsync(new DirectoryLayerContent(many));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await writer.ComputeDigestAsync(new DirectoryLayerContent(many));
        double allocated = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / paths.Length;
        double names = paths.Average(path => 24 + (2 * path.Length));
        Print("allocated per file / its path as a string", Invariant($"{allocated:F0} B"), Invariant($"{names:F0} B"), Invariant($"{allocated / names:F2}"), "1");
    }

    private static async Task<(double Seconds, long Bytes)> CompressAsync(ILayerCompressor compressor, string tar, string output, int runs)
    {
        double seconds = await Peer.BestAsync(runs, () =>
        {
            using FileStream to = File.Create(output);
            using Stream compressing = compressor.Compress(to);
            Copy(tar, compressing);
            return Task.CompletedTask;
        });
        return (seconds, new FileInfo(output).Length);
    }

    private static async Task<(double Seconds, long Bytes)> PlatformAsync(string tar, string output, int runs)
    {
        double seconds = await Peer.BestAsync(runs, () =>
        {
            using FileStream to = File.Create(output);
            using var compressing = new GZipStream(to, CompressionLevel.Fastest);
            Copy(tar, compressing);
            return Task.CompletedTask;
        });
        return (seconds, new FileInfo(output).Length);
    }

    private static void Copy(string path, Stream to)
    {
        using FileStream from = File.OpenRead(path);
        from.CopyTo(to, 512 * 1024);
    }

    private static void Print(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
