using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Display;

/// <summary>Hands log messages to a display.</summary>
/// <param name="least">The least level that is shown.</param>
/// <param name="write">Takes a message.</param>
internal sealed class DisplayLog(LogLevel least, Action<LogLevel, string> write) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            write(logLevel, formatter(state, exception).TrimEnd('\n'));
        }
    }

    /// <summary>The least level to show.</summary>
    public static LogLevel Least(DisplayOptions options) =>
        options.Quiet ? LogLevel.Warning : options.Verbose ? LogLevel.Debug : LogLevel.Information;
}
