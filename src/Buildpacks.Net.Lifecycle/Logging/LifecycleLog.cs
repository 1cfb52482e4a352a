using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle.Logging;

/// <summary>
/// Writes the log to standard output, errors included: platforms read it there. Warnings and errors are marked,
/// headings of phases ("===> ANALYZING") are coloured, everything else is written as it is.
/// </summary>
internal sealed class LifecycleLog(Stream output, LogLevel least, LogStyle style, TimeProvider time) : ILogger
{
    private const string Template = "{OriginalFormat}";
    private const string Reset = "\u001b[0m";
    private const string Cyan = "\u001b[36m";
    private const string BoldYellow = "\u001b[1;33m";
    private const string BoldRed = "\u001b[1;31m";
    private readonly Lock _lock = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var message = formatter(state, exception);
        var line = style.Json ? JsonLine(logLevel, message, state as IEnumerable<KeyValuePair<string, object?>>) : Encoding.UTF8.GetBytes(TextLine(logLevel, message));
        lock (_lock)
        {
            output.Write(line);
            output.Flush();
        }
    }

    private string TextLine(LogLevel level, string message)
    {
        var mark = level switch
        {
            LogLevel.Warning => Paint(BoldYellow, "Warning: "),
            LogLevel.Error or LogLevel.Critical => Paint(BoldRed, "ERROR: "),
            _ => "",
        };
        var text = message.StartsWith("===> ", StringComparison.Ordinal) ? Paint(Cyan, message.TrimEnd('\n')) : message;
        return text.EndsWith('\n') ? mark + text : mark + text + "\n";
    }

    private string Paint(string color, string text) => style.Colored ? color + text + Reset : text;

    // What a message is about stands beside it by name, so that nobody has to take it apart: {"fields":{"layer":…,"reason":…}}.
    private byte[] JsonLine(LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>>? values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", LogLevels.Name(level));
            json.WriteString("message", message.TrimEnd('\n'));
            WriteFields(json, [.. (values ?? []).Where(value => value.Key != Template && value.Value is not null)]);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteFields(Utf8JsonWriter json, List<KeyValuePair<string, object?>> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (name, value) in values)
        {
            json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }
}
