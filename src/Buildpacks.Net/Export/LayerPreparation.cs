using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Untouched;

namespace Buildpacks.Net.Export;

/// <summary>
/// Prepares layers, as many at once as there are processors. Content is read once where the last build says nothing of the
/// layer; a layer that was restored and not touched since is not read at all; else its diffID is computed first, and only what
/// has changed is read again and compressed.
/// </summary>
/// <param name="inputs">What is exported.</param>
/// <param name="previous">The image of the last build; null without one.</param>
/// <param name="cache">The next state of the cache; null without one.</param>
/// <param name="ahead">Sends layers while others are prepared.</param>
/// <param name="spool">The folder for compressed layers.</param>
internal sealed class LayerPreparation(ExportInputs inputs, Image? previous, ILayerCacheUpdate? cache, LayersAhead ahead, string spool)
{
    private readonly ILayerCompressor _compressor = inputs.Compressor ?? new GzipLayerCompressor();
    private readonly LayerWriter _writer = new(inputs.Compressor);
    private readonly UntouchedLayers? _untouched = inputs.VerifyLayers ? null : new(inputs.LayersDirectory);
    private int _number;

    /// <summary>Prepares all layers; they keep their order. Layers for the cache only that cannot be read are left out.</summary>
    public async Task<IReadOnlyList<PreparedLayer>> RunAsync(IReadOnlyList<PlannedLayer> layers, CancellationToken cancellationToken)
    {
        var prepared = new ConcurrentDictionary<PlannedLayer, PreparedLayer>(ReferenceEqualityComparer.Instance);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(layers, options, async (layer, stop) =>
        {
            if (await PrepareAsync(layer, stop).ConfigureAwait(false) is { } result)
            {
                prepared[layer] = result;
                SendAhead(result);
                ExportLog.Tell(inputs.Log, result);
            }
        }).ConfigureAwait(false);
        return [.. layers.Where(prepared.ContainsKey).Select(layer => prepared[layer])];
    }

    // What the previous image has is where the image goes, or can be taken over there.
    private void SendAhead(PreparedLayer prepared)
    {
        if (prepared is { Plan.InImage: true, Origin: LayerOrigin.New or LayerOrigin.Changed, Layer: { } layer })
        {
            ahead.Begin(layer);
        }
    }

    private async Task<PreparedLayer?> PrepareAsync(PlannedLayer layer, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        inputs.Progress?.Report(new LayerProgress(layer.Identifier, LayerState.Preparing));
        try
        {
            var result = await (layer.Content is null ? Keep(layer) : MakeAsync(layer, layer.Content, cancellationToken)).ConfigureAwait(false);
            inputs.Progress?.Report(new LayerProgress(layer.Identifier, LayerState.Ready, result.UncompressedSize));
            return result with { Duration = watch.Elapsed };
        }
        catch (OciException fault) when (!layer.InImage)
        {
            ExportLog.NotCached(inputs.Log, layer.Identifier, fault.Message);
            return null;
        }
    }

    private Task<PreparedLayer> Keep(PlannedLayer layer)
    {
        var sha = layer.Previous.Count == 0 ? "" : layer.Previous[0];
        return FindPrevious(sha) is { } kept
            ? Task.FromResult(new PreparedLayer(layer, kept.DiffId, LayerOrigin.Kept) { Layer = kept })
            : throw ExportFault.Of(
                ExportFault.NoContent,
                $"layer {layer.Identifier} has no content, and the previous image has no layer '{sha}' to keep; build again without restoring.");
    }

    private async Task<PreparedLayer> MakeAsync(PlannedLayer layer, ILayerContent content, CancellationToken cancellationToken)
    {
        var mayBeReused = layer.InImage && layer.Previous.Any(sha => FindPrevious(sha) is not null);
        var mayBeCached = layer.InCache && Digest.TryParse(layer.Cached, out _);
        if (!mayBeReused && !mayBeCached)
        {
            return await WriteAsync(layer, content, known: null, layer.InImage, layer.InCache, cancellationToken).ConfigureAwait(false);
        }

        var now = _untouched?.Find(content, cancellationToken)
            ?? await _writer.ComputeDigestAsync(content, tarCopy: null, cancellationToken).ConfigureAwait(false);
        var sha = now.DiffId.ToString();
        var reused = mayBeReused && layer.Previous.Contains(sha) ? FindPrevious(sha) : null;
        var isCached = layer.InCache && cache is not null
            && ((layer.Cached == sha && await cache.ReuseAsync(now.DiffId, cancellationToken).ConfigureAwait(false)) || TryLend(reused));
        var needsImage = layer.InImage && reused is null;
        var needsCache = layer.InCache && !isCached;
        if (needsImage && isCached && await FindCompressedAsync(now.DiffId, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return new PreparedLayer(layer, now.DiffId, OriginOf(layer)) { Layer = kept, UncompressedSize = now.UncompressedSize };
        }

        if (needsImage || needsCache)
        {
            var written = await WriteAsync(layer, content, now, needsImage, needsCache, cancellationToken).ConfigureAwait(false);
            return reused is null ? written : written with { Layer = reused, Origin = LayerOrigin.Unchanged };
        }

        return new PreparedLayer(layer, now.DiffId, LayerOrigin.Unchanged) { Layer = reused, UncompressedSize = now.UncompressedSize };
    }

    private Task<ImageLayer?> FindCompressedAsync(Digest diffId, CancellationToken cancellationToken) =>
        cache!.FindCompressedAsync(diffId, _compressor, cancellationToken);

    // A layer that the app image keeps can go into the cache image from there.
    private bool TryLend(ImageLayer? reused)
    {
        if (reused is not { Descriptor: not null, Blob: not null } || cache is not { KeepsTars: false })
        {
            return false;
        }

        cache.AddLayer(reused);
        return true;
    }

    /// <summary>Reads the content once, for all that need it.</summary>
    private async Task<PreparedLayer> WriteAsync(
        PlannedLayer layer, ILayerContent content, LayerDigest? known, bool forImage, bool forCache, CancellationToken cancellationToken)
    {
        var compresses = forImage || (forCache && cache is { KeepsTars: false });
        var needsTar = forCache && cache is { KeepsTars: true } && !(compresses && _compressor is NoLayerCompressor);
        using var tar = needsTar ? cache!.StageTar() : null;
        using var copy = inputs.Progress is { } progress ? new ReportingStream(tar, layer.Identifier, progress) : (Stream?)tar;
        var built = compresses
            ? await _writer.WriteAsync(content, NextPath(), copy, cancellationToken).ConfigureAwait(false)
            : null;
        var digest = built is not null
            ? new LayerDigest(built.DiffId, built.UncompressedSize)
            : await _writer.ComputeDigestAsync(content, copy, cancellationToken).ConfigureAwait(false);
        if (known is not null && known.DiffId != digest.DiffId)
        {
            throw ExportFault.Of(ExportFault.Changed, $"layer {layer.Identifier} changed while it was read; let nothing write to it, and try again.");
        }

        // The image is saved before the cache image, which can take the layer over from there.
        var origin = forImage ? inputs.Images.OriginOf(inputs.OutputImage.Reference) : null;
        var problem = forCache ? await CacheAsync(built, tar, digest.DiffId, origin, cancellationToken).ConfigureAwait(false) : null;
        if (built is not null && layer.InCache)
        {
            cache?.KeepCompressed(built, _compressor);
        }

        return new PreparedLayer(layer, digest.DiffId, OriginOf(layer))
        {
            Layer = built?.ToImageLayer(),
            UncompressedSize = digest.UncompressedSize,
            CacheProblem = problem,
        };
    }

    private async Task<string?> CacheAsync(BuiltLayer? built, StagedTar? tar, Digest diffId, ImageReference? origin, CancellationToken cancellationToken)
    {
        try
        {
            if (tar is not null)
            {
                await cache!.AddTarAsync(tar, diffId, cancellationToken).ConfigureAwait(false);
            }
            else if (cache is { KeepsTars: true })
            {
                await cache.AddTarFileAsync(built!.Path, diffId, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                cache?.AddLayer(built!.ToImageLayer() with { Origin = origin });
            }

            return null;
        }
        catch (LifecycleException fault)
        {
            return fault.Message;
        }
    }

    private static LayerOrigin OriginOf(PlannedLayer layer) => layer.Previous.Any(sha => sha.Length > 0) ? LayerOrigin.Changed : LayerOrigin.New;

    private ImageLayer? FindPrevious(string sha) => Digest.TryParse(sha, out var diffId) ? previous?.FindLayer(diffId) : null;

    private string NextPath() => string.Create(CultureInfo.InvariantCulture, $"{spool}/{Interlocked.Increment(ref _number)}.layer");
}
