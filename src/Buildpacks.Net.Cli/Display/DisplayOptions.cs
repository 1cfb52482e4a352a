namespace Buildpacks.Net.Cli.Display;

/// <summary>How a build is shown.</summary>
internal sealed record DisplayOptions
{
    /// <summary>A line of JSON for each event.</summary>
    public bool Json { get; init; }

    /// <summary>Only the result.</summary>
    public bool Quiet { get; init; }

    /// <summary>Everything.</summary>
    public bool Verbose { get; init; }

    /// <summary>No colours and nothing that moves.</summary>
    public bool NoColor { get; init; }
}
