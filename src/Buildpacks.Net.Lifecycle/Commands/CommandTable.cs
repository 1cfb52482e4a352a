using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Which command a call means: by the name the program was called by, or by its first argument.</summary>
internal static class CommandTable
{
    /// <summary>The fault when no phase is named.</summary>
    public const string UnknownPhase = "BPN3903";

    private static readonly (string Program, string Subcommand, Func<ILifecycleCommand> Create)[] Rows =
    [
        ("analyzer", "analyze", () => new AnalyzeCommand()),
        ("detector", "detect", () => new DetectCommand()),
        ("restorer", "restore", () => new RestoreCommand()),
        ("extender", "extend", () => new ExtendCommand()),
        ("builder", "build", () => new BuildCommand()),
        ("exporter", "export", () => new ExportCommand()),
        ("creator", "create", () => new CreateCommand()),
        ("rebaser", "rebase", () => new RebaseCommand()),
    ];

    /// <summary>The subcommands, for messages.</summary>
    public static string Subcommands => string.Join(", ", Rows.Select(row => row.Subcommand));

    /// <summary>The command of a program name such as "analyzer"; null when the program is "lifecycle" or anything else.</summary>
    public static ILifecycleCommand? ForProgram(string name) =>
        Array.Find(Rows, row => row.Program == name).Create?.Invoke();

    /// <summary>The command of a first argument such as "analyze".</summary>
    /// <exception cref="LifecycleException">There is none, or it is not known.</exception>
    public static ILifecycleCommand ForSubcommand(string? name) =>
        Array.Find(Rows, row => row.Subcommand == name).Create?.Invoke() ?? throw new LifecycleException(
            UnknownPhase,
            FailureKind.InvalidArguments,
            name is null ? $"no phase was given; use one of: {Subcommands}." : $"there is no phase '{name}'; use one of: {Subcommands}.");
}
