using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A process as a buildpack declares it in <c>launch.toml</c>.</summary>
public sealed record LaunchProcess
{
    /// <summary>The type as written: the exporter, not the builder, refuses those that cannot name a link.</summary>
    public string Type { get; init; } = "";

    /// <summary>The command; null when the key is missing. A string is a list of one.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Whether the command was written as a string, the form of APIs before 0.9.</summary>
    public bool CommandIsString { get; init; }

    /// <summary>Arguments; null when the key is missing.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>
    /// Whether the process starts without a shell; null when the key is missing. Forbidden since API 0.9.
    /// </summary>
    public bool? Direct { get; init; }

    /// <summary>Whether it is the default process of the image.</summary>
    public bool Default { get; init; }

    /// <summary>The folder to start in; empty for the app folder.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The execution environments in which it exists; null when the key is missing, which means all.</summary>
    public IReadOnlyList<string>? ExecEnv { get; init; }

    /// <summary>
    /// Whether the launcher is to stay in front of the process as the container's init. Ours: other lifecycles do not read it.
    /// </summary>
    public bool Init { get; init; }

    /// <summary>Where the process stands in the document, for messages.</summary>
    public TomlPosition Position { get; init; }

    internal static LaunchProcess From(DocumentTable table) => new()
    {
        Type = table.Text("type"),
        Command = table.StringOrStrings("command", out var isString),
        CommandIsString = isString,
        Args = table.Strings("args"),
        Direct = table.OptionalFlag("direct"),
        Default = table.Flag("default"),
        WorkingDirectory = table.Text("working-dir"),
        ExecEnv = table.OptionalExecEnv(),
        Init = table.Flag("init"),
        Position = table.Position,
    };

    internal TomlTable ToTable()
    {
        var table = new TomlTable { ["type"] = Type };
        if (CommandIsString)
        {
            table["command"] = Command is [var command, ..] ? command : "";
        }
        else
        {
            table.AddStrings("command", Command);
        }

        table.AddStrings("args", Args);
        if (Direct is { } direct)
        {
            table["direct"] = direct;
        }

        table.AddIfTrue("default", Default);
        table.AddUnlessEmpty("working-dir", WorkingDirectory);
        table.AddStrings("exec-env", ExecEnv);
        table.AddIfTrue("init", Init);
        return table;
    }
}
