using System.Globalization;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// Times the phases of published binaries from outside, on a generated application, as an unprivileged user, exporting to an OCI layout. With a
/// peer, both run in turn, so that the ratio is from one machine and one moment.
/// </summary>
internal static class PhaseComparison
{
    private const string Usage = "usage: phases --bin DIR [--peer DIR] [--runs 3] [--megabytes 256] [--api 0.14]";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length % 2 != 0 || Option(arguments, "--bin") is not { } bin)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        string[] binaries = Option(arguments, "--peer") is { } peer ? [bin, peer] : [bin];
        int runs = int.Parse(Option(arguments, "--runs") ?? "3", CultureInfo.InvariantCulture);
        int megabytes = int.Parse(Option(arguments, "--megabytes") ?? "256", CultureInfo.InvariantCulture);
        var best = new Dictionary<(string Bin, string Step), double>();
        using (var workspace = PhaseWorkspace.Create(megabytes, Option(arguments, "--api") ?? "0.14"))
        {
            for (int run = 0; run < runs; run++)
            {
                foreach (string folder in binaries)
                {
                    foreach ((string step, double seconds) in await MeasureAsync(workspace, Path.GetFullPath(folder)))
                    {
                        best[(folder, step)] = Math.Min(best.GetValueOrDefault((folder, step), double.MaxValue), seconds);
                    }
                }
            }
        }

        Print(binaries, best, megabytes, runs);
        return 0;
    }

    private static async Task<List<(string Step, double Seconds)>> MeasureAsync(PhaseWorkspace workspace, string bin)
    {
        List<(string, double)> times = [];
        workspace.Clear();
        times.Add(("analyze", await workspace.AnalyzeAsync(bin)));
        times.Add(("detect", await workspace.DetectAsync(bin)));
        await workspace.BuildAsync(bin);
        times.Add(("export, everything new", await workspace.ExportAsync(bin)));

        workspace.ClearLayers();
        await workspace.AnalyzeAsync(bin);
        await workspace.DetectAsync(bin);
        times.Add(("restore", await workspace.RestoreAsync(bin)));
        await workspace.BuildAsync(bin);
        times.Add(("export, nothing changed", await workspace.ExportAsync(bin)));

        workspace.ChangeOneFile();
        workspace.ClearLayers();
        await workspace.AnalyzeAsync(bin);
        await workspace.DetectAsync(bin);
        await workspace.RestoreAsync(bin);
        await workspace.BuildAsync(bin);
        times.Add(("export, one file changed", await workspace.ExportAsync(bin)));
        return times;
    }

    private static void Print(string[] binaries, Dictionary<(string Bin, string Step), double> best, int megabytes, int runs)
    {
        Console.WriteLine($"{megabytes} MB in three layers, {Environment.ProcessorCount} cores, best of {runs}, seconds");
        Console.WriteLine(binaries.Length == 1 ? "| step | this |" : "| step | this | peer | peer / this |");
        Console.WriteLine(binaries.Length == 1 ? "|---|---|" : "|---|---|---|---|");
        foreach (string step in best.Keys.Select(key => key.Step).Distinct())
        {
            double ours = best[(binaries[0], step)];
            string row = FormattableString.Invariant($"| {step} | {ours:F3} |");
            Console.WriteLine(binaries.Length == 1 ? row : row + FormattableString.Invariant($" {best[(binaries[1], step)]:F3} | {best[(binaries[1], step)] / ours:F1} |"));
        }
    }

    private static string? Option(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? null : arguments[at + 1];
    }
}
