using BenchmarkDotNet.Attributes;
using Buildpacks.Net.Oci.Layers;
using PlatformTar = System.Formats.Tar;

namespace Buildpacks.Net.Benchmarks;

/// <summary>A folder as a tar, written to nowhere. The baseline is the writer of the platform.</summary>
public class TarBenchmarks
{
    private const int Megabytes = 64;
    private string _folder = "";

    [GlobalSetup]
    public void Setup() => _folder = Corpus.Write(Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", $"corpus-{Megabytes}"), Megabytes);

    [Benchmark(Baseline = true, Description = "System.Formats.Tar")]
    public void Platform()
    {
        using var tar = new PlatformTar.TarWriter(Stream.Null, PlatformTar.TarEntryFormat.Ustar);
        foreach (string path in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            tar.WriteEntry(path, path[1..]);
        }
    }

    [Benchmark(Description = "TarWriter")]
    public void Ours()
    {
        var tar = new TarWriter(Stream.Null);
        new DirectoryLayerContent(_folder).WriteTo(tar, CancellationToken.None);
        tar.Complete();
    }
}
