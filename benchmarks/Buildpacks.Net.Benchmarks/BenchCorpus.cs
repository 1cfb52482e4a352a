namespace Buildpacks.Net.Benchmarks;

/// <summary>Folders to make layers of: those of a generated application, or of one that was given.</summary>
/// <param name="Root">The folder with all of it.</param>
/// <param name="Layers">The folder of each layer.</param>
/// <param name="App">The application's folder; null for a small generated one.</param>
internal sealed record BenchCorpus(string Root, IReadOnlyList<string> Layers, string? App)
{
    /// <summary>The layer with the most files.</summary>
    public string ManyFiles => Layers.MaxBy(layer => Directory.EnumerateFiles(layer, "*", SearchOption.AllDirectories).Count())!;

    /// <summary>Takes <c>DIR/layers/BUILDPACK/LAYER</c> and <c>DIR/workspace</c>, or generates about so many MB.</summary>
    public static BenchCorpus Take(string? directory, int megabytes)
    {
        if (directory is not null)
        {
            string root = Path.GetFullPath(directory);
            return new BenchCorpus(root, [.. Directory.GetDirectories(Path.Combine(root, "layers")).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal)], Path.Combine(root, "workspace"));
        }

        string made = Corpus.Write(Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", $"corpus-{megabytes}"), megabytes);
        return new BenchCorpus(made, [.. Directory.GetDirectories(made).Order(StringComparer.Ordinal)], null);
    }
}
