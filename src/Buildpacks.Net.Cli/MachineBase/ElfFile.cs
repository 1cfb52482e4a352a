namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What a program or shared library says about the libraries it works with.</summary>
/// <param name="Kind">The machine it is for.</param>
internal sealed record ElfFile(ElfKind Kind)
{
    /// <summary>The loader that starts it, an absolute path; null for libraries and static programs.</summary>
    public string? Interpreter { get; init; }

    /// <summary>The libraries it is linked with (<c>DT_NEEDED</c>), in their order.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Where its libraries, and theirs, are looked for (<c>DT_RPATH</c>), unless it has a run path.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Where its libraries are looked for (<c>DT_RUNPATH</c>).</summary>
    public IReadOnlyList<string> RunPath { get; init; } = [];

    /// <summary>
    /// Libraries that it may open while it runs, sorted: those it declares in notes, and those whose names are among its
    /// constant strings when these were looked through.
    /// </summary>
    public IReadOnlyList<string> Opened { get; init; } = [];
}
