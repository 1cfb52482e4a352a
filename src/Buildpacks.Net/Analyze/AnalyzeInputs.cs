using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Analyze;

/// <summary>What an analysis works on (Platform API, analyzer).</summary>
public sealed record AnalyzeInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>Where the app image is and the run image comes from.</summary>
    public required IImageStore Images { get; init; }

    /// <summary>
    /// Whether <see cref="Images"/> is a registry, so that reading and writing is tried before anything else: a build
    /// that cannot be exported should fail in its first second.
    /// </summary>
    public bool ChecksAccess { get; init; }

    /// <summary>The name the app image will have.</summary>
    public required ImageReference OutputImage { get; init; }

    /// <summary>Further names the app image will have.</summary>
    public IReadOnlyList<ImageReference> AdditionalNames { get; init; } = [];

    /// <summary>The image of the last build; null for <see cref="OutputImage"/>.</summary>
    public ImageReference? PreviousImage { get; init; }

    /// <summary>The run image.</summary>
    public required ImageReference RunImage { get; init; }

    /// <summary>The run image in the platform's words, for analyzed.toml; the path of its folder where images are in OCI layouts.</summary>
    public required string RunImageName { get; init; }

    /// <summary>The cache image, in a registry; null when there is none.</summary>
    public ImageReference? CacheImage { get; init; }

    /// <summary>Where <see cref="CacheImage"/> is; needed only with it.</summary>
    public IImageStore? CacheImages { get; init; }

    /// <summary>The layers folder; bills of materials of the previous image are restored to <c>sbom</c> in it.</summary>
    public required string LayersDirectory { get; init; }

    /// <summary>Where the layers folder is in images; null for where it is on disk.</summary>
    public ImagePlacement? Placement { get; init; }

    /// <summary>Whether to leave the bills of materials of the previous image alone.</summary>
    public bool SkipLayers { get; init; }

    /// <summary>Where to write analyzed.toml; null writes none.</summary>
    public string? AnalyzedPath { get; init; }

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
