using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Buildpacks.Net.Conformance.Scenes;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>What a process did: its exit code, and what it wrote.</summary>
internal sealed record ProcessRun(string Shown, int ExitCode, string Output, string StandardOutput)
{
    private const int NotFound = 127;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program, without privileges unless <paramref name="asRoot"/>; nothing of the suite's environment reaches it.</summary>
    public static async Task<ProcessRun> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, bool asRoot, CancellationToken cancellationToken)
    {
        string user = Scene.User.ToString(CultureInfo.InvariantCulture);
        string[] words = [.. Environment.IsPrivilegedProcess && !asRoot ? new[] { "setpriv", "--reuid", user, "--regid", user, "--clear-groups" } : [], .. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        string shown = string.Join(' ', environment.Where(pair => pair.Key is not ("PATH" or "HOME" or "TMPDIR"))
            .Select(pair => $"{pair.Key}={Words.Quote(pair.Value)}").Concat(command.Select(Words.Quote)));
        using Process? process = Start(start);
        if (process is null)
        {
            return new ProcessRun(shown, NotFound, $"{words[0]} cannot be started", "");
        }

        process.StandardInput.Close();
        var all = new StringBuilder();
        var standard = new StringBuilder();
        Task pumps = Task.WhenAll(PumpAsync(process.StandardOutput, all, standard), PumpAsync(process.StandardError, all, null));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await pumps.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new ProcessRun(shown, 124, $"{all}\nstopped after {Limit.TotalSeconds:F0} seconds", standard.ToString());
        }

        lock (all)
        {
            return new ProcessRun(shown, process.ExitCode, all.ToString(), standard.ToString());
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            // A lifecycle may lack a phase: the case fails, and says why.
            return null;
        }
    }

    private static async Task PumpAsync(StreamReader reader, StringBuilder all, StringBuilder? own)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (all)
            {
                all.Append(line).Append('\n');
                own?.Append(line).Append('\n');
            }
        }
    }
}
