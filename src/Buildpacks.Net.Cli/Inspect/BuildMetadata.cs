namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What the label <c>io.buildpacks.build.metadata</c> tells: who made an image, and which processes it has.</summary>
internal sealed record BuildMetadata
{
    /// <summary>The buildpacks, in order.</summary>
    public IReadOnlyList<Builder> Buildpacks { get; init; } = [];

    /// <summary>The image extensions, in order.</summary>
    public IReadOnlyList<Builder> Extensions { get; init; } = [];

    /// <summary>The processes.</summary>
    public IReadOnlyList<Process> Processes { get; init; } = [];

    /// <summary>Version of the launcher; empty when it is not told.</summary>
    public string LauncherVersion { get; init; } = "";

    /// <summary>A buildpack or extension.</summary>
    internal sealed record Builder(string Id, string Version, string Homepage);

    /// <summary>A process.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Command">The program and the arguments that are always given.</param>
    /// <param name="Args">Arguments that a user can replace.</param>
    /// <param name="IsDirect">Whether it starts without a shell.</param>
    /// <param name="WorkingDirectory">Where it starts; empty for the folder of the application.</param>
    /// <param name="Buildpack">Who declared it.</param>
    internal sealed record Process(
        string Type, IReadOnlyList<string> Command, IReadOnlyList<string> Args, bool IsDirect, string WorkingDirectory, string Buildpack);
}
