using System.Net;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry.Transport;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>Reads images from registries: manifest, if need be by way of an index, and config. All digests are verified.</summary>
internal sealed class RegistryImageReader(RegistryClient client)
{
    /// <summary>Reads an image.</summary>
    public async Task<RegistryLookup> FindAsync(
        ImageReference reference, Platform platform, CancellationToken cancellationToken)
    {
        try
        {
            var document = await ReadManifestAsync(reference, cancellationToken).ConfigureAwait(false);
            ImageIndex? index = null;
            if (MediaTypes.IsIndex(document.MediaType))
            {
                index = ImageIndex.Parse(document.Content, document.MediaType, reference.Name);
                if (index.Find(platform) is not { } chosen)
                {
                    return new RegistryLookup(RegistryLookupStatus.PlatformAbsent);
                }

                document = await ReadManifestAsync(reference.WithDigest(chosen.Digest), cancellationToken).ConfigureAwait(false);
            }

            var manifest = ImageManifest.Parse(document.Content, document.MediaType, reference.Name);
            var config = await ReadConfigAsync(reference, manifest, cancellationToken).ConfigureAwait(false);
            return new RegistryLookup(RegistryLookupStatus.Found, Assemble(reference, index, manifest, config));
        }
        catch (RegistryException fault) when (StatusOf(fault) is not null)
        {
            return new RegistryLookup(StatusOf(fault)!.Value, Fault: fault);
        }
    }

    private static RegistryLookupStatus? StatusOf(RegistryException fault) => fault.Code switch
    {
        RegistryErrors.NotFound => RegistryLookupStatus.Absent,
        RegistryErrors.Unauthorized => RegistryLookupStatus.Unauthorized,
        RegistryErrors.Unreachable or RegistryErrors.ServerFault or RegistryErrors.TooManyRequests =>
            RegistryLookupStatus.Unreachable,
        _ => null,
    };

    private async Task<(byte[] Content, string? MediaType)> ReadManifestAsync(
        ImageReference reference, CancellationToken cancellationToken)
    {
        return await RepeatAsync($"read image {reference}", reference, Read, cancellationToken).ConfigureAwait(false);

        async Task<(byte[], string?)> Read()
        {
            using var response = await client.GetManifestAsync(reference, cancellationToken).ConfigureAwait(false);
            if (response.Status != HttpStatusCode.OK)
            {
                throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
            }

            var content = await ReadBodyAsync(response, $"the manifest of {reference}", cancellationToken).ConfigureAwait(false);
            Verify(reference, response, content);
            return (content, KnownType(response.MediaType) ?? TypeIn(content, reference));
        }
    }

    // Some registries serve manifests as plain JSON; then the document itself has to tell what it is.
    private static string? KnownType(string? type) => MediaTypes.IsIndex(type) || MediaTypes.IsManifest(type) ? type : null;

    private static string? TypeIn(byte[] content, ImageReference reference) =>
        JsonDocumentReader.Read(content, "manifest", reference.Name, (reader, root) =>
            KnownType(reader.Text(root, "mediaType"))
            ?? (JsonDocumentReader.Member(root, "manifests") is not null ? MediaTypes.OciIndex : null));

    private static void Verify(ImageReference reference, RegistryResponse response, byte[] content)
    {
        if (response.ContentLength is { } length && length != content.Length)
        {
            throw new IOException($"the connection ended after {content.Length} of {length} bytes");
        }

        var promised = reference.Digest ?? (response.ContentDigest is { Algorithm: "sha256" } digest ? digest : null);
        if (promised is not null && Digest.Sha256(content) != promised)
        {
            throw new OciException(
                OciErrors.ContentMismatch,
                $"could not read image {reference}: the manifest that {reference.Registry} sent has not the digest {promised}.");
        }
    }

    private async Task<ImageConfig> ReadConfigAsync(
        ImageReference reference, ImageManifest manifest, CancellationToken cancellationToken)
    {
        if (manifest.Config.Size > JsonDocumentReader.MaximumSize)
        {
            throw new OciException(
                OciErrors.InvalidDocument, $"could not read the config of {reference}: it has {manifest.Config.Size} bytes.");
        }

        var stream = await new RegistryBlob(client, reference, manifest.Config).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var json = await PooledCopy.ReadDocumentAsync(
                stream, JsonDocumentReader.MaximumSize, $"the config of {reference}", cancellationToken).ConfigureAwait(false);
            return ImageConfig.Parse(json, reference.Name);
        }
    }

    private Image Assemble(ImageReference reference, ImageIndex? index, ImageManifest manifest, ImageConfig config)
    {
        var place = reference.WithDigest(manifest.Digest);
        return new Image
        {
            Reference = reference,
            Identifier = place.Name,
            Index = index,
            Manifest = manifest,
            Config = config,
            Layers = ImageLayerList.Create(
                manifest, config, place, reference.Name, descriptor => new RegistryBlob(client, place, descriptor)),
        };
    }

    private static async Task<byte[]> ReadBodyAsync(RegistryResponse response, string subject, CancellationToken cancellationToken)
    {
        var body = await response.OpenBodyAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            return await PooledCopy.ReadDocumentAsync(body, JsonDocumentReader.MaximumSize, subject, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<T> RepeatAsync<T>(
        string action, ImageReference reference, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        for (var made = 1; ; made++)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                if (!await client.ConnectionOf(reference).WaitBeforeRetryAsync(made, action, error, cancellationToken).ConfigureAwait(false))
                {
                    throw new RegistryException(
                        RegistryErrors.Unreachable,
                        $"could not {action}: {reference.Registry} broke the connection: {error.Message.TrimEnd('.')}; check the network.",
                        error);
                }
            }
        }
    }
}
