namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>What is asked of a rebase.</summary>
internal sealed record RebaseRequest
{
    /// <summary>The image, and the name that the rebased one gets.</summary>
    public required string Name { get; init; }

    /// <summary>The image to rebase, when it is another one.</summary>
    public string? PreviousImage { get; init; }

    /// <summary>The new base; null to find it in the labels of the image.</summary>
    public string? RunImage { get; init; }

    /// <summary>Further names.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the image is in its registry and stays there.</summary>
    public bool Publish { get; init; }

    /// <summary>Another place for the rebased image, as <c>--output</c> says it; null for the one that the image is in.</summary>
    public string? Output { get; init; }

    /// <summary>Whether to go on where labels or targets speak against it.</summary>
    public bool Force { get; init; }

    /// <summary>The absolute path of the folder for report.toml; null writes none.</summary>
    public string? ReportDirectory { get; init; }
}
