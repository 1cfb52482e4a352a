using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>
/// Writes images to registries: the blobs that are missing, several at a time, then the manifest under each name. What a
/// registry has, or can take over from another of its repositories, is not sent.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has nothing to dispose as long as its wait handle is not asked for.")]
internal sealed class RegistryImageWriter(RegistryClient client)
{
    private readonly ConcurrentDictionary<(string Repository, Digest Blob), bool> _sentAhead = new();
    private readonly SemaphoreSlim _ahead = new(Math.Max(1, client.Options.ParallelTransfers));

    /// <summary>Sends a layer's blob, which is not asked for again when the image is saved.</summary>
    public async Task SendAheadAsync(ImageLayer layer, ImageReference name, CancellationToken cancellationToken)
    {
        if (layer is not { Descriptor: { } blob, Blob: { } source } || MediaTypes.IsForeignLayer(blob.MediaType))
        {
            return;
        }

        await _ahead.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteBlobAsync(blob, source, layer.Origin, name, cancellationToken).ConfigureAwait(false);
            _sentAhead[(name.RepositoryName, blob.Digest)] = true;
        }
        finally
        {
            _ahead.Release();
        }
    }

    /// <summary>Writes an image under all names.</summary>
    /// <exception cref="RegistryException"><see cref="RegistryErrors.SaveFailed"/>: some names failed; all were tried.</exception>
    public async Task<SavedImage> SaveAsync(
        NewImage image, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken)
    {
        var assembled = image.Assemble();
        var failures = new List<(ImageReference Name, OciException Fault)>();
        ImageReference? complete = null;
        foreach (var repository in names.GroupBy(name => name.RepositoryName))
        {
            var failed = await SaveInRepositoryAsync(image, assembled, [.. repository], complete, cancellationToken)
                .ConfigureAwait(false);
            failures.AddRange(failed);
            complete ??= failed.Count < repository.Count() ? repository.First() : null;
        }

        return failures.Count == 0
            ? new SavedImage(names[0].WithDigest(assembled.Manifest.Digest).Name, assembled.Manifest.Config.Digest)
            {
                ManifestDigest = assembled.Manifest.Digest,
                ManifestSize = assembled.Manifest.Raw.Length,
            }
            : throw Failed(names.Count, failures);
    }

    private async Task<List<(ImageReference, OciException)>> SaveInRepositoryAsync(
        NewImage image,
        AssembledImage assembled,
        List<ImageReference> names,
        ImageReference? complete,
        CancellationToken cancellationToken)
    {
        var failures = new List<(ImageReference, OciException)>();
        try
        {
            names = await WithoutPresentAsync(names, assembled.Manifest, cancellationToken).ConfigureAwait(false);
            if (names.Count > 0)
            {
                await WriteBlobsAsync(image, assembled, names[0], complete, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OciException fault)
        {
            return [.. names.Select(name => (name, fault))];
        }

        foreach (var name in names)
        {
            try
            {
                await WriteManifestAsync(name, assembled.Manifest, cancellationToken).ConfigureAwait(false);
            }
            catch (OciException fault)
            {
                failures.Add((name, fault));
            }
        }

        return failures;
    }

    /// <summary>The names that do not show exactly this image already.</summary>
    private async Task<List<ImageReference>> WithoutPresentAsync(
        List<ImageReference> names, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var missing = new List<ImageReference>();
        foreach (var name in names)
        {
            using var response = await client.HeadManifestAsync(name, forWriting: true, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccess && response.ContentDigest == manifest.Digest)
            {
                RegistryLog.ImagePresent(client.Options.Log, name.Name, manifest.Digest.ToString());
                continue;
            }

            // A registry that does not answer this question may still take the image; one that wants a login will not.
            if (response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
            }

            missing.Add(name);
        }

        return missing;
    }

    private async Task WriteBlobsAsync(
        NewImage image,
        AssembledImage assembled,
        ImageReference repository,
        ImageReference? complete,
        CancellationToken cancellationToken)
    {
        var config = (assembled.Manifest.Config, (IBlobSource?)new MemoryBlob(assembled.Config), complete);
        var layers = image.Layers
            .Where(layer => !MediaTypes.IsForeignLayer(layer.Descriptor!.MediaType))
            .Select(layer => (layer.Descriptor!, layer.Blob, complete ?? layer.Origin));
        var blobs = layers.Append(config).DistinctBy(blob => blob.Item1.Digest);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, client.Options.ParallelTransfers),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(blobs, parallel, async (blob, token) =>
            await WriteBlobAsync(blob.Item1, blob.Item2, blob.Item3, repository, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task WriteBlobAsync(
        Descriptor blob,
        IBlobSource? source,
        ImageReference? origin,
        ImageReference repository,
        CancellationToken cancellationToken)
    {
        if (_sentAhead.ContainsKey((repository.RepositoryName, blob.Digest)))
        {
            return;
        }

        Uri? session = null;
        if (origin is not null && origin.Registry == repository.Registry && origin.Repository != repository.Repository)
        {
            (var mounted, session) = await TryMountAsync(blob, origin, repository, cancellationToken).ConfigureAwait(false);
            if (mounted)
            {
                return;
            }
        }
        else if (await client.HasBlobAsync(repository, blob, forWriting: true, cancellationToken).ConfigureAwait(false))
        {
            RegistryLog.BlobPresent(client.Options.Log, blob.Digest.ToString(), repository.RepositoryName);
            return;
        }

        if (source is null)
        {
            throw new RegistryException(
                OciErrors.MissingBlob,
                $"could not write {blob.Digest} to {repository.RepositoryName}: it is not there, and neither is it where the image comes from.");
        }

        await new BlobUpload(client, repository, blob, source).RunAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(bool Mounted, Uri? Session)> TryMountAsync(
        Descriptor blob, ImageReference origin, ImageReference repository, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.StartUploadAsync(repository, blob, origin, cancellationToken).ConfigureAwait(false);
            if (response.Status == HttpStatusCode.Created)
            {
                RegistryLog.BlobMounted(client.Options.Log, blob.Digest.ToString(), origin.RepositoryName, repository.RepositoryName);
                return (true, null);
            }

            if (response.Status == HttpStatusCode.Accepted)
            {
                return (false, response.Location);
            }
        }
        catch (RegistryException fault) when (fault.Code is RegistryErrors.Unauthorized or RegistryErrors.Denied)
        {
            // No token for both repositories at once: what was to be mounted can still be there, or be sent.
        }

        var present = await client.HasBlobAsync(repository, blob, forWriting: true, cancellationToken).ConfigureAwait(false);
        return (present, null);
    }

    private async Task WriteManifestAsync(ImageReference name, ImageManifest manifest, CancellationToken cancellationToken)
    {
        using var response = await client.PutManifestAsync(name, manifest, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccess)
        {
            throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
        }

        if (response.ContentDigest is { Algorithm: "sha256" } stored && stored != manifest.Digest)
        {
            throw new RegistryException(
                RegistryErrors.InvalidResponse,
                $"could not write image {name}: {name.Registry} stored a manifest {stored} instead of {manifest.Digest}.");
        }
    }

    private static OciException Failed(int count, List<(ImageReference Name, OciException Fault)> failures)
    {
        if (count == 1)
        {
            return failures[0].Fault;
        }

        var lines = failures.Select(failure => $"{failure.Name}: {failure.Fault.Message}");
        return new RegistryException(
            RegistryErrors.SaveFailed,
            $"could not write the image under {failures.Count} of {count} names: {string.Join(" ", lines)}",
            failures[0].Fault)
        {
            Status = (failures[0].Fault as RegistryException)?.Status,
        };
    }
}
