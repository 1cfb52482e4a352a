namespace Buildpacks.Net.Oci.Content;

/// <summary>The media types of images.</summary>
public static class MediaTypes
{
    /// <summary>An OCI image index.</summary>
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>An OCI image manifest.</summary>
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>An OCI image config.</summary>
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>An uncompressed OCI layer.</summary>
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A gzipped OCI layer.</summary>
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>An OCI layer compressed with zstd.</summary>
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>An OCI layer that may not be distributed, gzipped.</summary>
    public const string OciForeignLayerGzip = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

    /// <summary>An OCI layer that may not be distributed, uncompressed.</summary>
    public const string OciForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    /// <summary>A Docker manifest list.</summary>
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>A Docker image manifest, schema 2.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>A Docker image config.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>A gzipped Docker layer.</summary>
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>An uncompressed Docker layer.</summary>
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>A Docker layer compressed with zstd.</summary>
    public const string DockerLayerZstd = "application/vnd.docker.image.rootfs.diff.tar.zstd";

    /// <summary>A Docker layer that may not be distributed, gzipped.</summary>
    public const string DockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    /// <summary>A Docker layer that may not be distributed, uncompressed.</summary>
    public const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar";

    private static readonly (string Oci, string Docker)[] Pairs =
    [
        (OciIndex, DockerIndex),
        (OciManifest, DockerManifest),
        (OciConfig, DockerConfig),
        (OciLayer, DockerLayer),
        (OciLayerGzip, DockerLayerGzip),
        (OciLayerZstd, DockerLayerZstd),
        (OciForeignLayer, DockerForeignLayer),
        (OciForeignLayerGzip, DockerForeignLayerGzip),
    ];

    /// <summary>Whether this is an index or manifest list.</summary>
    public static bool IsIndex(string? mediaType) => mediaType is OciIndex or DockerIndex;

    /// <summary>Whether this is an image manifest.</summary>
    public static bool IsManifest(string? mediaType) => mediaType is OciManifest or DockerManifest;

    /// <summary>Whether this is a layer that may not be distributed and is only named by its URLs.</summary>
    public static bool IsForeignLayer(string? mediaType) =>
        mediaType is OciForeignLayer or OciForeignLayerGzip or DockerForeignLayer or DockerForeignLayerGzip;

    /// <summary>The family a media type is of; unknown types count as OCI.</summary>
    public static MediaTypeFamily FamilyOf(string? mediaType) =>
        mediaType?.StartsWith("application/vnd.docker.", StringComparison.Ordinal) == true
            ? MediaTypeFamily.Docker
            : MediaTypeFamily.Oci;

    /// <summary>The media type of the same content in another family; unknown types stay as they are.</summary>
    public static string In(MediaTypeFamily family, string mediaType)
    {
        foreach (var (oci, docker) in Pairs)
        {
            if (mediaType == oci || mediaType == docker)
            {
                return family == MediaTypeFamily.Oci ? oci : docker;
            }
        }

        return mediaType;
    }
}
