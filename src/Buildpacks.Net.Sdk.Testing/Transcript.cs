using System.Text;
using Buildpacks.Net.Shared;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>Keeps what the lifecycle logs and what buildpacks print, in the order in which it comes.</summary>
internal sealed class Transcript : WriteOnlyStream, ILogger
{
    private readonly MemoryStream _kept = new();
    private readonly Lock _gate = new();

    public string ToText()
    {
        lock (_gate)
        {
            return Encoding.UTF8.GetString(_kept.ToArray());
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            _kept.Write(buffer);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Write(Encoding.UTF8.GetBytes(formatter(state, exception) + "\n"));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }
}
