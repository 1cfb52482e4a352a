using System.Collections.Concurrent;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Buildpacks.Net.Cli.Display;

/// <summary>For somebody who looks: colours, and a bar for each layer while the image is made.</summary>
internal sealed class TerminalDisplay : IBuildDisplay, IProgress<LayerProgress>
{
    private const double Whole = 100;
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
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Output), Interactive = InteractionSupport.No });
        Log = new DisplayLog(DisplayLog.Least(options), WriteLog);
        BuildpackOutput = new OutputStream(text => Write(new ControlCode(text)));
    }

    public ILogger Log { get; }

    public Stream BuildpackOutput { get; }

    public IProgress<LayerProgress> Layers => this;

    public void Step(string text) => Write(new Text(text + "\n", new Style(Color.Grey)));

    public void Phase(CreateStep step)
    {
        Write(new Text($"===> {step.ToString().ToUpperInvariant()}\n", new Style(Color.Aqua)));
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
        if (value.State == LayerState.Ready)
        {
            bar.Value = Whole;
            bar.Description = value.Bytes is { } size ? $"{Markup.Escape(value.Layer)} [grey]{ByteSize.Text(size)}[/]" : Markup.Escape(value.Layer);
        }
    }

    public void Finish(BuildSummary summary)
    {
        EndBars();
        Write(new Text("\n" + SummaryText.Write(summary, _host.WorkingDirectory)));
    }

    public void Fail(Exception fault)
    {
        EndBars();
        _host.Error.WriteLine($"\u001b[1;31merror:\u001b[0m {FaultText.Of(fault)}");
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
        var (mark, color) = level switch
        {
            LogLevel.Warning => ("Warning: ", Color.Yellow),
            >= LogLevel.Error => ("ERROR: ", Color.Red),
            _ => ("", Color.Default),
        };
        Write(new Paragraph().Append(mark, new Style(color, decoration: Decoration.Bold)).Append(message + "\n"));
    }

    private void Write(IRenderable text)
    {
        lock (_gate)
        {
            _console.Write(text);
        }
    }
}
