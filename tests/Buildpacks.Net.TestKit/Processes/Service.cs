using System.Diagnostics;

namespace Buildpacks.Net.TestKit.Processes;

/// <summary>A program that runs as long as a test needs it. It is ended by its process id, and nothing else is.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();

    private Service(Process process) => _process = process;

    /// <summary>Starts a program.</summary>
    public static Service Start(string program, params IEnumerable<string> arguments) => Start(new ProgramCall(program, [.. arguments]));

    /// <summary>Starts a program in surroundings of its own.</summary>
    public static Service Start(ProgramCall call)
    {
        var process = new Process { StartInfo = call.ToStartInfo() };
        var service = new Service(process);
        process.ErrorDataReceived += (_, line) => service.Add(line.Data);
        process.OutputDataReceived += (_, line) => service.Add(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return service;
    }

    /// <summary>Waits until something holds, asking every few milliseconds.</summary>
    public async Task<T> WaitForAsync<T>(Func<IReadOnlyList<string>, Task<T?>> find, TimeSpan? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await find(Lines) is { } found)
            {
                return found;
            }

            if (_process.HasExited || watch.Elapsed > (limit ?? TimeSpan.FromSeconds(20)))
            {
                throw new InvalidOperationException($"{_process.StartInfo.FileName} did not come up: {string.Join('\n', Lines)}");
            }

            await Task.Delay(15);
        }
    }

    /// <summary>What the program has said so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Sends it a signal, such as <c>INT</c>, and nobody else.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end; gives its exit code.</summary>
    /// <exception cref="OperationCanceledException">It has not ended in time.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var timed = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(timed.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_lock)
        {
            if (line is not null)
            {
                _lines.Add(line);
            }
        }
    }
}
