using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Buildpacks.Net.TestKit.MadeUp;

/// <summary>
/// Tries a property on made-up inputs. Each input comes from a number of its own, so that one that fails can be tried again:
/// FUZZ_SEED is the first number. FUZZ_SECONDS goes on for so long, with fresh numbers, and then the count is printed.
/// </summary>
public static class Trials
{
    // An input that takes longer than this hangs. Machines that run other tests at the same time are slow.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Number("FUZZ_SECONDS", 0));

    /// <summary>Tries at least so many inputs.</summary>
    /// <exception cref="TrialException">One fails, or hangs; the message has its number.</exception>
    public static Task RunAsync(
        int least, Action<Random> trial, [CallerMemberName] string name = "", [CallerFilePath] string file = "") => RunAsync(
        least,
        random =>
        {
            trial(random);
            return Task.CompletedTask;
        },
        name,
        file);

    /// <inheritdoc cref="RunAsync(int, Action{Random}, string, string)"/>
    public static async Task RunAsync(
        int least, Func<Random, Task> trial, [CallerMemberName] string name = "", [CallerFilePath] string file = "")
    {
        var progress = new Progress();
        var running = Task.Run(() => LoopAsync(least, trial, progress));
        while (await Task.WhenAny(running, Task.Delay(200)) != running)
        {
            if (progress.Elapsed > Limit)
            {
                throw new TrialException($"the input of number {progress.Seed} hangs", null);
            }
        }

        await running;
        if (Length > TimeSpan.Zero)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Count,14:N0} {Path.GetFileNameWithoutExtension(file)}.{name}"));
        }
    }

    private static async Task LoopAsync(int least, Func<Random, Task> trial, Progress progress)
    {
        var first = Number("FUZZ_SEED", Length > TimeSpan.Zero ? Random.Shared.Next(1_000_000_000) : 1);
        var watch = Stopwatch.StartNew();
        while (progress.Count < least || watch.Elapsed < Length)
        {
            var seed = first + progress.Count;
            progress.Begin(seed);
            try
            {
                await trial(new Random((int)seed));
            }
            catch (Exception fault)
            {
                throw new TrialException($"the input of number {seed} fails: {fault.Message}", fault);
            }

            progress.Count++;
        }
    }

    private static long Number(string variable, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private sealed class Progress
    {
        private long _started = Stopwatch.GetTimestamp();
        private long _seed;

        public long Count { get; set; }

        public long Seed => Volatile.Read(ref _seed);

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Volatile.Read(ref _started));

        public void Begin(long seed)
        {
            Volatile.Write(ref _seed, seed);
            Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        }
    }
}
