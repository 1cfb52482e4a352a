using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// What this machine can do at best with a tar of the corpus, measured now with other programs: hash it, compress it with igzip -1, hash the
/// result; divided by the number of cores.
/// </summary>
/// <param name="Tar">The tar.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">Seconds of <c>openssl dgst -sha256</c>.</param>
/// <param name="Igzip">Seconds of <c>igzip -1</c>, and what came out.</param>
internal sealed record MachineLimit(string Tar, long Bytes, double Hash, (double Seconds, long Bytes) Igzip)
{
    public double Seconds => (Hash + Igzip.Seconds + (Hash * Igzip.Bytes / Bytes)) / Environment.ProcessorCount;

    /// <summary>Measures it; the tar is left in the folder.</summary>
    public static async Task<MachineLimit> MeasureAsync(BenchCorpus corpus, string folder, int runs)
    {
        string path = Path.Combine(folder, "corpus.tar");
        await using (FileStream file = File.Create(path))
        {
            var tar = new TarWriter(file);
            foreach (string layer in corpus.Layers)
            {
                new DirectoryLayerContent(layer).WriteTo(tar, CancellationToken.None);
            }

            tar.Complete();
        }

        return new MachineLimit(
            path, new FileInfo(path).Length, Peer.Best(runs, $"openssl dgst -sha256 {path}", null).Seconds, Peer.Best(runs, $"igzip -1 -c {path}", Path.Combine(folder, "out")));
    }
}
