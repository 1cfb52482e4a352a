using System.Text;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Display;

/// <summary>Plain lines, for files and for terminals that cannot do better.</summary>
internal sealed class PlainDisplay : IBuildDisplay
{
    private const int KeptOutput = 64 * 1024;
    private readonly CliHost _host;
    private readonly bool _quiet;
    private readonly StringBuilder _unshown = new();
    private readonly Lock _gate = new();
    private bool _atLineStart = true;

    public PlainDisplay(CliHost host, DisplayOptions options)
    {
        _host = host;
        _quiet = options.Quiet;
        Log = new DisplayLog(DisplayLog.Least(options), WriteLog);
        BuildpackOutput = new OutputStream(WriteOutput);
    }

    public ILogger Log { get; }

    public Stream BuildpackOutput { get; }

    public IProgress<LayerProgress> Layers { get; } = new Silent();

    public void Step(string text) => Line(text);

    public void Phase(CreateStep step) => Line($"===> {step.ToString().ToUpperInvariant()}");

    public void Finish(BuildSummary summary)
    {
        lock (_gate)
        {
            _host.Output.Write(_quiet ? summary.Reference + "\n" : "\n" + SummaryText.Write(summary, _host.WorkingDirectory));
            _host.Output.Flush();
        }
    }

    public void Finish(BuildPlan plan)
    {
        lock (_gate)
        {
            _host.Output.Write(PlanText.Write(plan));
            _host.Output.Flush();
        }
    }

    public void Fail(Exception fault)
    {
        lock (_gate)
        {
            EndLine();
            if (_unshown.Length > 0)
            {
                _host.Error.WriteLine(_unshown.ToString().TrimEnd('\n'));
            }

            _host.Error.WriteLine($"error: {FaultText.Of(fault)}");
            _host.Error.Flush();
        }
    }

    public ValueTask DisposeAsync() => BuildpackOutput.DisposeAsync();

    private void WriteLog(LogLevel level, string message)
    {
        if (level >= LogLevel.Warning)
        {
            lock (_gate)
            {
                EndLine();
                var writer = _quiet ? _host.Error : _host.Output;
                writer.WriteLine($"{(level == LogLevel.Warning ? "Warning" : "ERROR")}: {message}");
                writer.Flush();
            }

            return;
        }

        Line(message);
    }

    private void Line(string text)
    {
        if (_quiet)
        {
            return;
        }

        lock (_gate)
        {
            EndLine();
            _host.Output.WriteLine(text);
            _host.Output.Flush();
        }
    }

    private void WriteOutput(string text)
    {
        lock (_gate)
        {
            if (_quiet)
            {
                // Kept for the case that the build fails: then it is needed.
                _unshown.Append(text);
                _unshown.Remove(0, Math.Max(0, _unshown.Length - KeptOutput));
                return;
            }

            _host.Output.Write(text);
            _host.Output.Flush();
            _atLineStart = text.Length == 0 ? _atLineStart : text.EndsWith('\n');
        }
    }

    private void EndLine()
    {
        if (!_atLineStart)
        {
            _host.Output.WriteLine();
            _atLineStart = true;
        }
    }

    private sealed class Silent : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value)
        {
        }
    }
}
