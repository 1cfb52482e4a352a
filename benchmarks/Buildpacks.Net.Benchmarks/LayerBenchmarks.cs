using System.IO.Compression;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// A layer from a folder to a spool file. The baseline is what no writer can avoid, on one core and from memory: hash the tar, deflate it with the
/// platform's fastest level, hash the result.
/// </summary>
public class LayerBenchmarks
{
    private const int Megabytes = 64;
    private readonly LayerWriter _writer = new();
    private string _folder = "";
    private string _spool = "";
    private byte[] _tar = [];

    [GlobalSetup]
    public void Setup()
    {
        _folder = Corpus.Write(Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", $"corpus-{Megabytes}"), Megabytes);
        _spool = Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", "layer.tar.gz");
        using var tar = new MemoryStream();
        WriteTar(tar);
        _tar = tar.ToArray();
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_spool);

    [Benchmark(Baseline = true, Description = "hash, deflate, hash (one core)")]
    public byte[] Unavoidable()
    {
        SHA256.HashData(_tar);
        using var compressed = new MemoryStream(_tar.Length / 2);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(_tar);
        }

        return SHA256.HashData(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    [Benchmark(Description = "LayerWriter: write")]
    public Task<BuiltLayer> WriteLayer() => _writer.WriteAsync(new DirectoryLayerContent(_folder), _spool);

    [Benchmark(Description = "LayerWriter: diffID only")]
    public Task<LayerDigest> DiffId() => _writer.ComputeDigestAsync(new DirectoryLayerContent(_folder));

    private void WriteTar(Stream output)
    {
        var tar = new TarWriter(output);
        new DirectoryLayerContent(_folder).WriteTo(tar, CancellationToken.None);
        tar.Complete();
    }
}
