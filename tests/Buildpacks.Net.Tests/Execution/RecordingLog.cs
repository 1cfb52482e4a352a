using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Tests.Execution;

/// <summary>Keeps what is logged.</summary>
public sealed class RecordingLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    /// <summary>The lines of a level and above.</summary>
    public IReadOnlyList<string> Lines(LogLevel least = LogLevel.Information) =>
        [.. _lines.Where(line => line.Level >= least).Select(line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception)));
}
