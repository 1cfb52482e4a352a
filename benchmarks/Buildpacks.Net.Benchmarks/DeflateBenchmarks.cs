using System.IO.Compression;
using System.IO.Hashing;
using BenchmarkDotNet.Attributes;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layers.Deflate;

namespace Buildpacks.Net.Benchmarks;

/// <summary>The parts of the encoder on one chunk of text, and the whole of it at each level. The baseline is the platform's fastest level.</summary>
public unsafe class DeflateBenchmarks
{
    private readonly FastMatchFinder _fast = new();
    private readonly ChainMatchFinder _chains = new(depth: 24, goodLength: 16, niceLength: 96);
    private readonly TokenBlock _tokens = new();
    private readonly BlockWriter _writer = new();
    private readonly Dictionary<LayerCompressionLevel, DeflateEncoder> _encoders =
        Enum.GetValues<LayerCompressionLevel>().ToDictionary(level => level, level => new DeflateEncoder(level));
    private byte[] _chunk = [];
    private byte[] _output = [];

    [GlobalSetup]
    public void Setup()
    {
        string folder = Corpus.Write(Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", "corpus-16"), 16);
        byte[] text = [.. Directory.EnumerateFiles(Path.Combine(folder, "modules"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(100).SelectMany(File.ReadAllBytes)];
        _chunk = text[..Math.Min(text.Length, DeflateEncoder.ChunkLength)];
        _output = new byte[DeflateEncoder.MaxOutputLength(_chunk.Length)];
    }

    [Benchmark(Baseline = true, Description = "System.IO.Compression, fastest")]
    public long Platform()
    {
        using var output = new MemoryStream(_output);
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(_chunk);
        }

        return output.Position;
    }

    [Benchmark(Description = "none")]
    public int None() => Encode(LayerCompressionLevel.None);

    [Benchmark(Description = "fast")]
    public int Fast() => Encode(LayerCompressionLevel.Fast);

    [Benchmark(Description = "balanced")]
    public int Balanced() => Encode(LayerCompressionLevel.Balanced);

    [Benchmark(Description = "best")]
    public int Best() => Encode(LayerCompressionLevel.Best);

    [Benchmark(Description = "match finder, fast")]
    public void FindFast() => Find(_fast, write: false);

    [Benchmark(Description = "match finder, balanced")]
    public void FindChains() => Find(_chains, write: false);

    [Benchmark(Description = "match finder, fast, and Huffman codes")]
    public void FindAndWrite() => Find(_fast, write: true);

    [Benchmark(Description = "CRC-32")]
    public uint Sum() => Crc32.HashToUInt32(_chunk);

    [Benchmark(Description = "CRC-32 of two parts, put together")]
    public uint SumOfParts()
    {
        int half = _chunk.Length / 2;
        return Crc32Sum.Of(_chunk.AsSpan(0, half)).Append(Crc32Sum.Of(_chunk.AsSpan(half)), _chunk.Length - half).Value;
    }

    private int Encode(LayerCompressionLevel level) => _encoders[level].Encode(_chunk, 0, _output, last: true);

    private void Find(MatchFinder finder, bool write)
    {
        fixed (byte* start = _chunk)
        fixed (byte* output = _output)
        {
            var bits = new BitWriter(output);
            finder.Begin(start, 0, _chunk.Length);
            while (!finder.AtEnd)
            {
                byte* from = finder.Position;
                _tokens.Clear();
                finder.Fill(_tokens);
                if (write)
                {
                    _writer.Write(ref bits, _tokens, new ReadOnlySpan<byte>(from, (int)(finder.Position - from)), finder.AtEnd);
                }
            }
        }
    }
}
