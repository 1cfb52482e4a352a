namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What an image stands on.</summary>
internal sealed record BaseReport
{
    /// <summary>Its id (<c>io.buildpacks.base.id</c>); empty when it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name by which it was asked for; empty when the image does not say.</summary>
    public string Image { get; init; } = "";

    /// <summary>What names exactly it; empty when the image does not say.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Where else it is.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Its distribution, name and version; empty when not stated.</summary>
    public string DistributionName { get; init; } = "";

    /// <summary>See <see cref="DistributionName"/>.</summary>
    public string DistributionVersion { get; init; } = "";

    /// <summary>diffID of its topmost layer; empty when the image does not say.</summary>
    public string TopLayer { get; init; } = "";

    /// <summary>How many layers of the image are its; null when that is not known.</summary>
    public int? LayerCount { get; init; }

    /// <summary>Bytes of them as they are stored; null when that is not known.</summary>
    public long? Size { get; init; }

    /// <summary>Whether the image says that it can be put onto another one. It is made so that it can, unless it says no.</summary>
    public bool IsRebasable { get; init; } = true;
}
