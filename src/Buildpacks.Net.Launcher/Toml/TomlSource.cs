using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Where a TOML text comes from, and how the launch fails when it is not what it must be.</summary>
internal readonly struct TomlSource(Bytes file, Bytes text)
{
    /// <summary>The text.</summary>
    public Bytes Text => text;

    /// <summary>The fault's code.</summary>
    public Bytes Code { get; init; }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; init; }

    /// <summary>What the message says in front.</summary>
    public Bytes Introduction { get; init; }

    /// <summary>What the message says to do.</summary>
    public Bytes Advice { get; init; }

    /// <summary>The fault that the text is not TOML.</summary>
    public Exception NotToml(int offset, Bytes problem) =>
        Fault(offset, default(BytesBuilder).Add("this is not TOML: "u8).Add(problem).Built);

    /// <summary>A fault at a place in the text.</summary>
    public Exception Fault(int offset, Bytes problem)
    {
        var place = TomlPlace.Of(text, offset);
        return Launcher.Fault.Of(
            Code,
            Launcher.Fault.Message(Introduction).Add(file)
                .Add((byte)':').AddNumber(place.Line).Add((byte)':').AddNumber(place.Column).Add(": "u8).Add(problem).Add(Advice),
            ExitCode);
    }
}
