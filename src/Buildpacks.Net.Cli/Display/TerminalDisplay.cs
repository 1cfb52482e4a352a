using System.Collections.Concurrent;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Buildpacks.Net.Cli.Display;

/// <summary>For somebody who looks: colours, and a bar for each layer while the image is made.</summary>
internal sealed class TerminalDisplay : IBuildDisplay, IProgress<LayerProgress>
{
    private const double Whole = 100;
    private const string Reset = "\u001b[0m";
    private const string Grey = "\u001b[90m";
    private const string Cyan = "\u001b[36m";
    private const string Yellow = "\u001b[1;33m";
    private const string Red = "\u001b[1;31m";
    private readonly CliHost _host;
    private readonly IAnsiConsole _console;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _exported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProgressContext? _progress;
    private Task _showing = Task.CompletedTask;

    public TerminalDisplay(CliHost host, DisplayOptions options)
    {
        _host = host;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Output), Interactive = InteractionSupport.Yes, Ansi = AnsiSupport.Yes });
        Log = new DisplayLog(DisplayLog.Least(options), WriteLog);
        BuildpackOutput = new OutputStream(Write);
    }

    public ILogger Log { get; }

    public Stream BuildpackOutput { get; }

    public IProgress<LayerProgress> Layers => this;

    public void Step(string text) => Write($"{Grey}{text}{Reset}\n");

    public void Phase(CreateStep step)
    {
        Write($"{Cyan}===> {step.ToString().ToUpperInvariant()}{Reset}\n");
        if (step == CreateStep.Exporting)
        {
            _showing = ShowBarsAsync();
        }
    }

    public void Report(LayerProgress value)
    {
        if (_progress is not { } progress)
        {
            return;
        }

        var bar = _bars.GetOrAdd(value.Layer, name => progress.AddTask(Markup.Escape(name), new ProgressTaskSettings { MaxValue = Whole, AutoStart = true }));
        bar.IsIndeterminate = value.State == LayerState.Preparing;
        bar.Value = value.State == LayerState.Ready ? Whole : 0;
        bar.Description = value.Bytes is > 0 and var size ? $"{Markup.Escape(value.Layer)} [grey]{ByteSize.Text(size)}[/]" : Markup.Escape(value.Layer);
    }

    public void Finish(BuildSummary summary)
    {
        EndBars();
        Write("\n" + SummaryText.Write(summary, _host.WorkingDirectory));
    }

    public void Finish(BuildPlan plan) => Write(PlanText.Write(plan));

    public void Fail(Exception fault)
    {
        EndBars();
        _host.Error.WriteLine($"{Red}error:{Reset} {FaultText.Of(fault)}");
    }

    public async ValueTask DisposeAsync()
    {
        EndBars();
        await _showing.ConfigureAwait(false);
        await BuildpackOutput.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ShowBarsAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bars = _console.Progress().AutoClear(false).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                _progress = progress;
                started.SetResult();
                await _exported.Task.ConfigureAwait(false);
            });
        await started.Task.ConfigureAwait(false);
        await bars.ConfigureAwait(false);
    }

    // The last picture of the bars stays; what follows is written below it.
    private void EndBars()
    {
        _exported.TrySetResult();
        _showing.ConfigureAwait(false).GetAwaiter().GetResult();
        _progress = null;
    }

    private void WriteLog(LogLevel level, string message)
    {
        var mark = level switch
        {
            LogLevel.Warning => $"{Yellow}Warning:{Reset} ",
            >= LogLevel.Error => $"{Red}ERROR:{Reset} ",
            _ => "",
        };
        Write($"{mark}{message}\n");
    }

    // Lines are the terminal's to wrap: a command that is to be copied must stay in one.
    private void Write(string text)
    {
        lock (_gate)
        {
            _console.Write(new ControlCode(text));
        }
    }
}
