using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buildpacks.Net.Restore;

/// <summary>What a restore works on (Platform API, restorer). Paths are absolute.</summary>
public sealed record RestoreInputs
{
    /// <summary>What the Platform API has.</summary>
    public required PlatformFeatures Features { get; init; }

    /// <summary>Where the run image and the build image are; needed only for builds with extensions, and from Platform API 0.14.</summary>
    public IImageStore? Images { get; init; }

    /// <summary>Whether <see cref="Images"/> is a registry, where it is worth trying whether the run image can be read.</summary>
    public bool ChecksAccess { get; init; }

    /// <summary>Where layers were kept by the last build; null for nowhere.</summary>
    public ILayerCache? Cache { get; init; }

    /// <summary>The layers folder, into which layers are restored.</summary>
    public required string LayersDirectory { get; init; }

    /// <summary>Where the folders of the build are in images and caches; null for where they are on disk.</summary>
    public ImagePlacement? Placement { get; init; }

    /// <summary>The folder of the application; needed only with a <see cref="Placement"/>.</summary>
    public string? AppDirectory { get; init; }

    /// <summary>group.toml: whose layers are restored.</summary>
    public required string GroupPath { get; init; }

    /// <summary>analyzed.toml: what the previous image was made of. It is written again.</summary>
    public string? AnalyzedPath { get; init; }

    /// <summary>run.toml, from Platform API 0.14; it need not be there.</summary>
    public string? RunPath { get; init; }

    /// <summary>The build image, for builds with extensions; null when it is not known.</summary>
    public ImageReference? BuildImage { get; init; }

    /// <summary>Whether to restore nothing but the buildpacks' own data (store.toml).</summary>
    public bool SkipLayers { get; init; }

    /// <summary>Receives what is worth telling.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>How the names of folders begin that hold layers until they are whole.</summary>
    internal const string TemporaryPrefix = ".restore-";

    internal VerifiedExtraction Extraction(IEnumerable<string> buildpackFolders) => new(LayersDirectory, TemporaryPrefix)
    {
        ArchiveDirectory = Placement?.LayersDirectory,
        Relocation = Placement is null ? null : Relocation.FromImage(Placement, AppDirectory, LayersDirectory, buildpackFolders),
    };
}
