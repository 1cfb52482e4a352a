using System.Diagnostics;

namespace Buildpacks.Net.Benchmarks;

/// <summary>Times other programs, as whole processes.</summary>
internal static class Peer
{
    /// <summary>The shortest of several runs.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="command">A line for the shell.</param>
    /// <param name="output">The file its output goes to; null for nowhere.</param>
    public static (double Seconds, long Bytes) Best(int runs, string command, string? output)
    {
        double best = double.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            long begin = Stopwatch.GetTimestamp();
            using Process process = Process.Start("sh", ["-c", $"{command} > {output ?? "/dev/null"}"]);
            process.WaitForExit();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{command} ended with {process.ExitCode}");
            }
        }

        return (best, output is null ? 0 : new FileInfo(output).Length);
    }

    /// <summary>The shortest of several runs of our own.</summary>
    public static async Task<double> BestAsync(int runs, Func<Task> run)
    {
        double best = double.MaxValue;
        for (int i = 0; i < runs; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return best;
    }
}
