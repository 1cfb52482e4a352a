using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>A process of the app image in <c>metadata.toml</c>.</summary>
public sealed record MetadataProcess
{
    /// <summary>The type as written.</summary>
    public string Type { get; init; } = "";

    /// <summary>The command: the program and the arguments that are always given.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments that the user can replace or add to; null when the key is missing.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Whether the process starts without a shell.</summary>
    public bool Direct { get; init; }

    /// <summary>
    /// Whether a buildpack called it the default; the lifecycle writes <c>buildpack-default-process-type</c> instead.
    /// </summary>
    public bool Default { get; init; }

    /// <summary>The buildpack that declared it, as written; may be empty.</summary>
    public string BuildpackId { get; init; } = "";

    /// <summary>The folder to start in; empty for the app folder.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>The execution environments in which it exists; null or empty means all.</summary>
    public IReadOnlyList<string>? ExecEnv { get; init; }

    /// <summary>
    /// Whether the launcher stays in front of the process as the container's init. Ours: written only where it is true, and
    /// not read by other launchers.
    /// </summary>
    public bool Init { get; init; }

    internal static MetadataProcess From(DocumentTable table) => new()
    {
        Type = table.Text("type"),
        Command = table.AnythingAsStrings("command"),
        Args = table.Strings("args"),
        Direct = table.Flag("direct"),
        Default = table.Flag("default"),
        BuildpackId = table.Text("buildpack-id"),
        WorkingDirectory = table.Text("working-dir"),
        ExecEnv = table.OptionalExecEnv(),
        Init = table.Flag("init"),
    };

    internal TomlTable ToTable(bool commandIsArray)
    {
        var table = new TomlTable { ["type"] = Type };
        if (commandIsArray)
        {
            table["command"] = new TomlArray(Command.Select(entry => new TomlString(entry) { IsJsonEscaped = true }));
            table.AddStrings("args", Args);
        }
        else
        {
            table["command"] = new TomlString(Command is [var program, ..] ? program : "") { IsJsonEscaped = true };
            table.AddStrings("args", Command.Skip(1).Concat(Args ?? []));
        }

        table["direct"] = Direct;
        table.AddIfTrue("default", Default);
        table["buildpack-id"] = BuildpackId;
        table.AddUnlessEmpty("working-dir", WorkingDirectory);
        table.AddStrings("exec-env", ExecEnv is { Count: > 0 } ? ExecEnv : null);
        table.AddIfTrue("init", Init);
        return table;
    }
}
