using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Benchmarks;

/// <summary>Reading a blob and checking its digest on the way. The baseline is the platform's SHA-256 alone.</summary>
public class HashBenchmarks
{
    private byte[] _bytes = [];
    private Digest _digest = Digest.Sha256([]);

    [GlobalSetup]
    public void Setup()
    {
        _bytes = new byte[16 * 1024 * 1024];
        new Random(7).NextBytes(_bytes);
        _digest = Digest.Sha256(_bytes);
    }

    [Benchmark(Baseline = true, Description = "SHA256")]
    public byte[] Platform() => SHA256.HashData(_bytes);

    [Benchmark(Description = "VerifiedStream")]
    public async Task Verified()
    {
        using var stream = new VerifiedStream(new MemoryStream(_bytes), _digest, _bytes.Length, "bytes");
        await stream.CopyToAsync(Stream.Null);
    }
}
