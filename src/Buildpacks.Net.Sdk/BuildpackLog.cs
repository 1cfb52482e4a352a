namespace Buildpacks.Net.Sdk;

/// <summary>
/// What a buildpack tells the developer: sections with indented lines, on standard output. Safe to use from several
/// threads; a line is never torn.
/// </summary>
public sealed class BuildpackLog
{
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly bool _debug;
    private readonly Lock _gate = new();

    /// <summary>Makes a log on two writers, which it does not dispose.</summary>
    /// <param name="output">Receives everything but errors.</param>
    /// <param name="errors">Receives errors.</param>
    /// <param name="debug">Whether <see cref="Debug"/> writes anything.</param>
    public BuildpackLog(TextWriter output, TextWriter errors, bool debug = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        _output = output;
        _errors = errors;
        _debug = debug;
    }

    /// <summary>Starts a section, such as "Restoring packages".</summary>
    public void Section(string title) => Write(_output, $"---> {title}");

    /// <summary>Writes a line in the current section; a text with line breaks becomes several lines.</summary>
    public void Info(string text) => Write(_output, Indent(text));

    /// <summary>Writes a line only when the developer asked for details (<c>BP_DEBUG</c> or <c>BP_LOG_LEVEL=debug</c>).</summary>
    public void Debug(string text)
    {
        if (_debug)
        {
            Write(_output, Indent(text));
        }
    }

    /// <summary>Writes something that did not stop the build but should be looked at.</summary>
    public void Warning(string text) => Write(_output, Indent($"Warning: {text}"));

    /// <summary>Writes why the build stops.</summary>
    public void Error(string text) => Write(_errors, $"Error: {text}");

    private static string Indent(string text) => "     " + text.TrimEnd().ReplaceLineEndings("\n     ");

    private void Write(TextWriter writer, string text)
    {
        lock (_gate)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }
}
