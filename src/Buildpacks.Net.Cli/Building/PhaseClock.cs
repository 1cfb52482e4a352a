using System.Diagnostics;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Create;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Measures how long each phase takes.</summary>
internal sealed class PhaseClock(IBuildDisplay display) : IProgress<CreateStep>
{
    private readonly List<KeyValuePair<string, TimeSpan>> _phases = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private string? _current;

    /// <summary>The phases so far, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, TimeSpan>> Phases => _phases;

    public void Report(CreateStep value)
    {
        Stop();
        _current = value switch
        {
            CreateStep.Analyzing => "analyze",
            CreateStep.Detecting => "detect",
            CreateStep.Generating => "generate",
            CreateStep.Restoring => "restore",
            CreateStep.Building => "build",
            _ => "export",
        };
        display.Phase(value);
    }

    /// <summary>The last phase is over.</summary>
    public void Stop()
    {
        if (_current is { } phase)
        {
            _phases.Add(new(phase, _watch.Elapsed));
            _current = null;
        }

        _watch.Restart();
    }
}
