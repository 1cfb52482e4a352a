using System.Diagnostics;
using System.Globalization;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// What a launcher adds to the start of an application, in units of the application's own time: a static C program that does nothing. Each is
/// started in turn with the others, so that a busy machine is busy for all.
/// </summary>
internal static class LauncherFigures
{
    private const string Usage = "usage: launcher [--launcher FILE] [--peer FILE] [--runs 400]";
    private static readonly string[] Targets = ["4", "7", "8", "9"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        string launcher = Path.GetFullPath(arguments.ArePairs ? arguments.Text("--launcher") ?? "artifacts/bin/linux-x64/launcher" : "");
        if (!arguments.ArePairs || !File.Exists(launcher))
        {
            await Console.Error.WriteLineAsync($"{Usage}; {launcher} must be there: dotnet run build.cs -- aot");
            return 2;
        }

        string[] launchers = arguments.Text("--peer") is { } peer ? [launcher, Path.GetFullPath(peer)] : [launcher];
        using var scenes = new LauncherScenes();
        foreach (string one in launchers)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one}: {new FileInfo(one).Length:N0} bytes"));
        }

        Console.WriteLine();
        Console.WriteLine("| what | application, µs | added, in units | target | system calls | peer |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (int scene = 0; scene < LauncherScenes.Names.Count; scene++)
        {
            Console.WriteLine(await MeasureAsync(scenes, scene, launchers, arguments.Number("--runs", 400)));
        }

        return 0;
    }

    private static async Task<string> MeasureAsync(LauncherScenes scenes, int scene, string[] launchers, int runs)
    {
        using var bare = new TimedProcess(scenes.Application, [scenes.Application], scenes.Environment(scene));
        List<TimedProcess> launched = [.. launchers.Select(path => new TimedProcess(path, ["web"], scenes.Environment(scene)))];
        var times = launchers.Select(_ => new List<double>()).Append([]).ToList();
        for (int run = -20; run < runs; run++)
        {
            for (int i = 0; i < launched.Count; i++)
            {
                Keep(times[i], launched[i].Run(), run);
            }

            Keep(times[^1], bare.Run(), run);
        }

        launched.ForEach(process => process.Dispose());
        double unit = Median(times[^1]);
        string[] units = [.. times.SkipLast(1).Select(list => ((Median(list) - unit) / unit).ToString("F2", CultureInfo.InvariantCulture))];
        string calls = await SystemCallsAsync(launchers[0], scenes.Environment(scene));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {LauncherScenes.Names[scene]} | {unit:F0} | {units[0]} | {Targets[scene]} | {calls} | {(units.Length > 1 ? units[1] : "")} |");
    }

    // The first starts fill caches.
    private static void Keep(List<double> times, double time, int run)
    {
        if (run >= 0)
        {
            times.Add(time);
        }
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task<string> SystemCallsAsync(string launcher, IReadOnlyList<string> environment)
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            return "(no strace)";
        }

        string link = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}/web");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, launcher);
        try
        {
            using Process trace = Process.Start(new ProcessStartInfo("/usr/bin/env", ["-i", .. environment, "/usr/bin/strace", "-f", "-c", link]) { RedirectStandardError = true })!;
            string text = await trace.StandardError.ReadToEndAsync();
            return text.Split('\n').Single(line => line.EndsWith("total", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(link)!, recursive: true);
        }
    }
}
