using System.Globalization;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// Times the phases of published binaries from outside, as an unprivileged user, in memory where that can be mounted: against what the machine
/// can do at best, and against a peer, when one is given, that runs in turn.
/// </summary>
internal static class PhaseComparison
{
    private const string Usage = "usage: phases --bin DIR [--peer DIR] [--runs 3] [--corpus DIR] [--megabytes 256] [--api 0.14]";

    private static readonly Dictionary<string, string> Targets = new(StringComparer.Ordinal)
    {
        ["cold layout"] = "1.18",
        ["cold registry"] = "1.40",
        ["cache image"] = "1.60",
        ["restore"] = "0.60",
        ["unchanged"] = "0.10",
        ["small change"] = "0.15",
    };

    public static async Task<int> RunAsync(Arguments arguments)
    {
        if (!arguments.ArePairs || arguments.Text("--bin") is not { } bin)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        string[] binaries = arguments.Text("--peer") is { } peer ? [Path.GetFullPath(bin), Path.GetFullPath(peer)] : [Path.GetFullPath(bin)];
        int runs = arguments.Number("--runs", 3);
        BenchCorpus corpus = BenchCorpus.Take(arguments.Text("--corpus"), arguments.Number("--megabytes", 256));
        var best = new Dictionary<(string Bin, string Step), PhaseRun>();
        using var workspace = PhaseWorkspace.Create(corpus, arguments.Text("--api") ?? "0.14");
        MachineLimit limit = await MachineLimit.MeasureAsync(corpus, workspace.Root, runs);
        File.Delete(limit.Tar);
        for (int run = 0; run < runs; run++)
        {
            foreach (string folder in binaries)
            {
                await foreach ((string step, PhaseRun time) in MeasureAsync(workspace, folder, run))
                {
                    best[(folder, step)] = best.TryGetValue((folder, step), out PhaseRun before) ? before.With(time) : time;
                }
            }
        }

        foreach ((string step, PhaseRun time) in await MeasureMemoryAsync(workspace, binaries[0]))
        {
            best[(binaries[0], step)] = time;
        }

        Print(binaries, best, limit, runs);
        return 0;
    }

    private static async IAsyncEnumerable<(string Step, PhaseRun Run)> MeasureAsync(PhaseWorkspace workspace, string bin, int run)
    {
        workspace.Clear();
        var layout = PhaseTarget.Layout(workspace);
        await PrepareAsync(workspace, bin, layout);
        yield return ("cold layout", await workspace.ExportAsync(bin, layout));

        workspace.Clear();
        using (workspace.StartRegistry())
        {
            var image = PhaseTarget.Registry(workspace, $"app{run}", cacheImage: true);
            await PrepareAsync(workspace, bin, image);
            yield return ("cache image", await workspace.ExportAsync(bin, image));
        }

        workspace.Clear();
        using (workspace.StartRegistry())
        {
            var volume = PhaseTarget.Registry(workspace, $"app{run}", cacheImage: false);
            await PrepareAsync(workspace, bin, volume);
            yield return ("cold registry", await workspace.ExportAsync(bin, volume));

            workspace.ClearLayers();
            await workspace.AnalyzeAsync(bin, volume);
            await workspace.DetectAsync(bin);
            yield return ("restore", await workspace.RestoreAsync(bin, volume));
            await workspace.BuildAsync(bin);
            yield return ("unchanged", await workspace.ExportAsync(bin, volume));

            workspace.ChangeOneFile();
            workspace.ClearLayers();
            await workspace.AnalyzeAsync(bin, volume);
            await workspace.DetectAsync(bin);
            await workspace.RestoreAsync(bin, volume);
            await workspace.BuildAsync(bin);
            yield return ("small change", await workspace.ExportAsync(bin, volume));
        }
    }

    private static async Task PrepareAsync(PhaseWorkspace workspace, string bin, PhaseTarget target)
    {
        await workspace.AnalyzeAsync(bin, target);
        await workspace.DetectAsync(bin);
        await workspace.BuildAsync(bin);
    }

    private static async Task<List<(string Step, PhaseRun Run)>> MeasureMemoryAsync(PhaseWorkspace workspace, string bin)
    {
        List<(string, PhaseRun)> steps = [];
        foreach ((string what, Action<string> fill) in (IEnumerable<(string, Action<string>)>)[("10 GB sparse file", FillSparse), ("1,000,000 files", FillMany)])
        {
            workspace.Clear();
            var layout = PhaseTarget.Layout(workspace);
            await workspace.AnalyzeAsync(bin, layout);
            workspace.WriteLayerByHand(fill);
            steps.Add((what, await workspace.ExportAsync(bin, layout)));
        }

        return steps;
    }

    private static void FillSparse(string folder)
    {
        using FileStream file = File.Create(Path.Combine(folder, "sparse"));
        file.SetLength(10_000_000_000);
    }

    private static void FillMany(string folder)
    {
        for (int i = 0; i < 1000; i++)
        {
            string inner = Path.Combine(folder, $"folder-{i:D4}");
            Directory.CreateDirectory(inner);
            for (int j = 0; j < 1000; j++)
            {
                File.WriteAllBytes(Path.Combine(inner, $"file-{j:D4}.js"), [(byte)j]);
            }
        }
    }

    private static void Print(string[] binaries, Dictionary<(string Bin, string Step), PhaseRun> best, MachineLimit limit, int runs)
    {
        Console.WriteLine(Invariant($"\nphases, {limit.Bytes} bytes of layers, {Environment.ProcessorCount} cores, limit {limit.Seconds:F3} s, best of {runs}"));
        Console.WriteLine($"| step | seconds | x limit | target | peak MiB (64 above an empty process) |{(binaries.Length > 1 ? " peer seconds | peer / this |" : "")}");
        Console.WriteLine($"|---|---|---|---|---|{(binaries.Length > 1 ? "---|---|" : "")}");
        foreach (((_, string step), PhaseRun run) in best.Where(row => row.Key.Bin == binaries[0]))
        {
            string ratio = Targets.ContainsKey(step) ? Invariant($"{run.Seconds / limit.Seconds:F2}") : "";
            string row = Invariant($"| {step} | {run.Seconds:F3} | {ratio} | {Targets.GetValueOrDefault(step, "")} | {run.PeakMebibytes:F0} |");
            Console.WriteLine(binaries.Length > 1 && best.TryGetValue((binaries[1], step), out PhaseRun peer)
                ? row + Invariant($" {peer.Seconds:F3} | {peer.Seconds / run.Seconds:F1} |")
                : row);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
