using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Detect;

/// <summary>
/// What a detection has to say, kept until its end is known: one that fails shows all of it, one that passes what the
/// level of the log asks for.
/// </summary>
internal sealed class DetectTranscript
{
    /// <summary>Alternatives multiply; nobody reads further than this.</summary>
    private const int MostLines = 20_000;

    private readonly List<(LogLevel Level, string Text)> _lines = [];
    private readonly HashSet<DetectRun> _shown = new(ReferenceEqualityComparer.Instance);

    public void Debug(string text) => Add(LogLevel.Debug, text);

    public void Info(string text) => Add(LogLevel.Information, text);

    /// <summary>Adds what a component printed, and why it erred; the first time only, though many groups may share the run.</summary>
    public void AddRun(Candidate candidate, DetectRun run)
    {
        if (!_shown.Add(run))
        {
            return;
        }

        var level = run.IsError ? LogLevel.Information : LogLevel.Debug;
        if (run.Output.Length > 0)
        {
            Add(level, $"======== Output: {candidate} ========");
            Add(level, run.Output);
        }

        if (run.Problem is not null)
        {
            Add(level, $"======== Error: {candidate} ========");
            Add(level, run.Problem);
        }
    }

    /// <summary>Writes it all out.</summary>
    public void Replay(ILogger log, bool hasFailed)
    {
        foreach (var (level, text) in _lines)
        {
            DetectLog.Line(log, hasFailed ? LogLevel.Information : level, text);
        }
    }

    private void Add(LogLevel level, string text)
    {
        if (_lines.Count < MostLines)
        {
            _lines.Add((level, text));
        }
        else if (_lines.Count == MostLines)
        {
            _lines.Add((level, "[further tries are not shown]"));
        }
    }
}
