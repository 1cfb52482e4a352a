using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Rebase;

/// <summary>What a rebase works on (Platform API, rebaser).</summary>
public sealed record RebaseInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>Where all images are.</summary>
    public required IImageStore Images { get; init; }

    /// <summary>Whether <see cref="Images"/> is a registry: mirrors of the run image are then tried before one is chosen.</summary>
    public bool ChecksAccess { get; init; }

    /// <summary>The name the rebased image gets.</summary>
    public required ImageName OutputImage { get; init; }

    /// <summary>Further names it gets.</summary>
    public IReadOnlyList<ImageName> AdditionalNames { get; init; } = [];

    /// <summary>The image to rebase; null for <see cref="OutputImage"/>.</summary>
    public ImageName? PreviousImage { get; init; }

    /// <summary>The new base; null to find it in the labels of the image.</summary>
    public ImageName? RunImage { get; init; }

    /// <summary>Whether to go on where labels or targets speak against it.</summary>
    public bool Force { get; init; }

    /// <summary>Where to write report.toml; null writes none.</summary>
    public string? ReportPath { get; init; }

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    internal ImageName AppImage => PreviousImage ?? OutputImage;
}
