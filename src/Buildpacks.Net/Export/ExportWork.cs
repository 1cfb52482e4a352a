using System.Diagnostics;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>The work of one export, once everything it starts from is known.</summary>
internal sealed class ExportWork(
    ExportInputs inputs,
    ExportDocuments documents,
    BuildMetadataToml metadata,
    Image runImage,
    RunImageSource source,
    CacheMetadata cached,
    ILayerCacheUpdate? cache)
{
    /// <summary>Makes and saves the image, then the cache.</summary>
    public async Task<ExportResult> RunAsync(string spool, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var report = await LegacyReport.ReadAsync(inputs, documents.Group, cancellationToken).ConfigureAwait(false);
        await new LifecycleSboms(inputs).CopyAsync(cancellationToken).ConfigureAwait(false);
        var previous = await FindPreviousAsync(cancellationToken).ConfigureAwait(false);
        var extended = await ExtendedRunImage.FindAsync(inputs, cancellationToken).ConfigureAwait(false);
        var plan = await new ExportPlanner(inputs, documents, cached).PlanAsync(metadata, cancellationToken).ConfigureAwait(false);
        var layers = await PrepareAsync(plan, previous, spool, cancellationToken).ConfigureAwait(false);
        var prepared = watch.Elapsed;

        var exported = new ExportedMetadata(plan, layers);
        var saved = await SaveAsync(Assemble(exported, layers, extended), cancellationToken).ConfigureAwait(false);
        var savedAfter = watch.Elapsed;
        var problem = await CommitAsync(exported, cancellationToken).ConfigureAwait(false);
        return new ExportResult(saved, runImage.Identifier, [.. layers.Select(layer => layer.ToExported())], Describe(saved, report))
        {
            CacheProblem = problem,
            LayersDuration = prepared,
            SaveDuration = savedAfter - prepared,
            CacheDuration = watch.Elapsed - savedAfter,
        };
    }

    private async Task<IReadOnlyList<PreparedLayer>> PrepareAsync(
        ExportPlan plan, Image? previous, string spool, CancellationToken cancellationToken)
    {
        var ahead = new LayersAhead(inputs.Images, inputs.OutputImage.Reference, cancellationToken);
        await using (ahead.ConfigureAwait(false))
        {
            var preparation = new LayerPreparation(inputs, previous, cache, ahead, spool);
            var layers = await preparation.RunAsync(plan.Layers, cancellationToken).ConfigureAwait(false);
            await ahead.EndAsync().ConfigureAwait(false);
            return layers;
        }
    }

    private async Task<Image?> FindPreviousAsync(CancellationToken cancellationToken)
    {
        if (documents.Analyzed.PreviousImage is not { Length: > 0 } reference)
        {
            return null;
        }

        try
        {
            return await RecordedImage.FindAsync(inputs.Images, reference, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException fault) when (fault.Code is OciErrors.ContentMismatch or OciErrors.InvalidDocument or OciErrors.InvalidLayout or OciErrors.MissingBlob)
        {
            ExportLog.PreviousUnusable(inputs.Log, reference, fault.Message);
            return null;
        }
    }

    private NewImage Assemble(ExportedMetadata exported, IReadOnlyList<PreparedLayer> layers, Image? extended)
    {
        var label = exported.ForImage(runImage, source, inputs.Features.HasRunToml);
        var own = layers.Where(layer => layer.Plan.InImage).Select(layer => layer.Layer! with
        {
            History = new HistoryEntry { CreatedBy = layer.Plan.CreatedBy },
        });
        IReadOnlyList<ImageLayer> above = [.. ExtendedRunImage.LayersAbove(runImage, extended), .. own];
        return Annotate(new AppImage(inputs, documents, metadata, runImage).Create(above, label, extended));
    }

    private async Task<SavedImage> SaveAsync(NewImage image, CancellationToken cancellationToken)
    {
        ExportLog.Saving(inputs.Log, inputs.OutputImage.Text);
        var names = inputs.AdditionalNames.Select(name => name.Reference).ToList();
        var saved = await inputs.Images.SaveAsync(image, inputs.OutputImage.Reference, names, cancellationToken).ConfigureAwait(false);
        ExportLog.Saved(inputs.Log, saved.Identifier, string.Join(", ", Names()));
        return saved;
    }

    // Platforms know an image in a layout by its folder: the report names that and no digest, and the manifest says the tag.
    private LayoutImageStore? Layouts => inputs.Images as LayoutImageStore;

    private NewImage Annotate(NewImage image) => Layouts is null ? image : image with
    {
        Annotations = new Dictionary<string, string>(image.Annotations) { [OciLayout.NameAnnotation] = inputs.OutputImage.Reference.Identifier },
    };

    private IEnumerable<string> Names() =>
        inputs.AdditionalNames.Prepend(inputs.OutputImage).Select(name => Layouts?.LayoutOf(name.Reference).Directory ?? name.Text);

    // The image is saved: a cache that cannot be written costs time in the next build and nothing more.
    private async Task<string?> CommitAsync(ExportedMetadata exported, CancellationToken cancellationToken)
    {
        try
        {
            if (cache is not null)
            {
                await cache.CommitAsync(exported.ForCache(), cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (LifecycleException fault)
        {
            ExportLog.CacheNotWritten(inputs.Log, fault.Message);
            return fault.Message;
        }
    }

    private ReportToml Describe(SavedImage saved, IReadOnlyList<BomEntry> bom) => new()
    {
        Tags = [.. Names()],
        ImageId = saved.ManifestDigest is null ? saved.Identifier : "",
        Digest = Layouts is null ? saved.ManifestDigest?.ToString() ?? "" : "",
        ManifestSize = saved.ManifestSize ?? 0,
        BuildBom = bom,
    };
}
