using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layers.Deflate;
using Buildpacks.Net.TestKit.MadeUp;
using FsCheck;
using FsCheck.Fluent;

namespace Buildpacks.Net.Oci.Tests.Layers.Deflate;

public sealed class EncodingChunks
{
    public static TheoryData<LayerCompressionLevel> Levels =>
    [
        LayerCompressionLevel.None, LayerCompressionLevel.Fast, LayerCompressionLevel.Balanced, LayerCompressionLevel.Best,
    ];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Everything_inflates_to_what_it_was(LayerCompressionLevel level)
    {
        foreach (var (name, content) in MadeUpContent.All())
        {
            Assert.True(content.AsSpan().SequenceEqual(Inflate(Gzip(content, level))), $"{name} at level {level}");
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Any_bytes_inflate_to_what_they_were(LayerCompressionLevel level) => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), content => content.AsSpan().SequenceEqual(Inflate(Gzip(content, level))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    [Trait("kind", "fuzz")]
    public async Task Random_mixtures_inflate_to_what_they_were()
    {
        // A million when that is what is asked for, by FUZZ_SECONDS.
        var usual = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FUZZ_SECONDS")) ? 20_000 : 1_000_000;
        var least = int.TryParse(Environment.GetEnvironmentVariable("DEFLATE_ROUNDS"), out var wanted) ? wanted : usual;
        var levels = Enum.GetValues<LayerCompressionLevel>();
        var encoders = levels.ToDictionary(level => level, level => new DeflateEncoder(level));
        await Trials.RunAsync(least, random =>
        {
            var level = levels[random.Next(levels.Length)];
            var content = MadeUpContent.Mixture(random);
            var dictionary = Math.Min(random.Next(3) == 0 ? content.Length / 3 : 0, 32768);
            var output = new byte[DeflateEncoder.MaxOutputLength(content.Length)];
            var count = encoders[level].Encode(content, dictionary, output, last: true);
            AssertInflates(content, dictionary, output.AsSpan(0, count), $"level {level}");
        });
    }

    [Theory]
    [InlineData(LayerCompressionLevel.None, "e321984b79220dfdb541e08dd7c100f0")]
    [InlineData(LayerCompressionLevel.Fast, "6c97427d989cedb59a539878cfc1ef7f")]
    [InlineData(LayerCompressionLevel.Balanced, "662273ff0a7c2eb4f1ac6516717f22cb")]
    [InlineData(LayerCompressionLevel.Best, "883650f43e9ca15a0bf8d7669effd6a2")]
    public void The_bytes_are_those_that_were_promised(LayerCompressionLevel level, string expected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in MadeUpContent.All())
        {
            hash.AppendData(Gzip(content, level));
        }

        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetCurrentHash())[..32]);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_bytes_do_not_depend_on_how_they_are_written(LayerCompressionLevel level)
    {
        var content = MadeUpContent.Text(1_300_000, 7);
        var whole = Gzip(content, level);
        foreach (var step in (int[])[4093, 65536, 524288, 524289])
        {
            using var output = new MemoryStream();
            using (var gzip = new GzipChunkStream(output, level))
            {
                for (var at = 0; at < content.Length; at += step)
                {
                    gzip.Write(content.AsSpan(at, Math.Min(step, content.Length - at)));
                }
            }

            Assert.Equal(whole, output.ToArray());
        }
    }

    [Fact]
    public void What_does_not_compress_grows_by_less_than_a_thousandth()
    {
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        Assert.InRange(Gzip(content, LayerCompressionLevel.Fast).Length, content.Length, content.Length + 1000);
    }

    [Fact]
    public void Sums_of_parts_make_the_sum_of_the_whole()
    {
        var content = new byte[200_000];
        new Random(2).NextBytes(content);
        foreach (var cut in (int[])[0, 1, 7, 4096, 131_072, 199_999, 200_000])
        {
            var sum = Crc32Sum.Of(content.AsSpan(0, cut)).Append(Crc32Sum.Of(content.AsSpan(cut)), content.Length - cut);
            Assert.Equal(Crc32.HashToUInt32(content), sum.Value);
        }
    }

    private static byte[] Gzip(byte[] content, LayerCompressionLevel level)
    {
        using var output = new MemoryStream();
        using (var gzip = new GzipChunkStream(output, level))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] Inflate(byte[] gzip)
    {
        using var inflater = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflater.CopyTo(output);
        return output.ToArray();
    }

    /// <summary>The dictionary is put before the chunk as a stored stream of its own.</summary>
    private static void AssertInflates(byte[] content, int dictionary, ReadOnlySpan<byte> encoded, string message)
    {
        using var stream = new MemoryStream();
        var before = new byte[DeflateEncoder.MaxOutputLength(dictionary)];
        var count = new DeflateEncoder(LayerCompressionLevel.None)
            .Encode(content.AsSpan(0, dictionary), 0, before, last: false);
        stream.Write(before, 0, count);
        stream.Write(encoded);
        stream.Position = 0;
        using var inflater = new DeflateStream(stream, CompressionMode.Decompress);
        using var output = new MemoryStream();
        inflater.CopyTo(output);
        Assert.True(content.AsSpan().SequenceEqual(output.ToArray()), message);
    }
}
