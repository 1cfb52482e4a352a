namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>What a rebase came to.</summary>
internal sealed record RebaseSummary
{
    /// <summary>What the person called the image.</summary>
    public required string Name { get; init; }

    /// <summary>Where exactly it is now.</summary>
    public required string Location { get; init; }

    /// <summary>Further names that it got.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Digest of its manifest; in a daemon, which keeps none, of its config.</summary>
    public required string Digest { get; init; }

    /// <summary>The base it stood on.</summary>
    public required Stand OldBase { get; init; }

    /// <summary>The base it stands on.</summary>
    public required Stand NewBase { get; init; }

    /// <summary>How many layers of the app were taken over as they are.</summary>
    public int AppLayerCount { get; init; }

    /// <summary>Whether the new base is another one than the old.</summary>
    public bool HasChanged => OldBase.TopLayer != NewBase.TopLayer;

    /// <summary>A base.</summary>
    /// <param name="Image">The name by which it was asked for; may be empty.</param>
    /// <param name="Reference">What names exactly it; may be empty.</param>
    /// <param name="TopLayer">diffID of its topmost layer.</param>
    /// <param name="LayerCount">How many layers it has.</param>
    internal sealed record Stand(string Image, string Reference, string TopLayer, int LayerCount);
}
