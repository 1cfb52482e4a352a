using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Rebase;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Rebasing;

/// <summary>Puts an image onto another base, wherever both are.</summary>
internal sealed class ImageRebase(CliHost host, ImageHomes homes, RebaseRequest request, ILogger log)
{
    private static readonly PlatformFeatures Features = PlatformFeatures.Newest;

    /// <summary>Runs the rebase.</summary>
    /// <exception cref="CliException">The flags do not go together.</exception>
    /// <exception cref="LifecycleException">An image is not there, the base does not go with the image, or it cannot be written.</exception>
    public async Task<RebaseSummary> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var held = await HoldAsync(cancellationToken).ConfigureAwait(false);
            var source = await FindSourceAsync(cancellationToken).ConfigureAwait(false);
            var target = RebaseTarget.Choose(request, source, host.FullPath);
            var images = new RebaseImages(source, target.Open(homes), Bases(source));
            var newBase = await FindBaseAsync(source, images, cancellationToken).ConfigureAwait(false);
            var result = await RunAsync(source, target, images, newBase, cancellationToken).ConfigureAwait(false);
            return Summarize(source, target, images.Base!, newBase?.Text, result);
        }
        catch (CliException fault) when (!fault.IsUsage)
        {
            throw new LifecycleException(fault.Code, FailureKind.Rebase, fault.Message, fault.InnerException);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Rebase, fault.Message, fault.InnerException);
        }
    }

    // A build of this name may be about to write to the layout in ./out, or to remove old layers from it.
    private async Task<WorkFolder?> HoldAsync(CancellationToken cancellationToken)
    {
        if (request.Publish || request.Output is not null || request.Name.Split(':', 2) is ["oci" or "archive" or "docker", { Length: > 0 }])
        {
            return null;
        }

        var reference = PlaceName.Parse(request.Name).Reference;
        var caches = CacheFolder.Open(host.Environment, host.TemporaryDirectory);
        return await WorkFolder.OpenAsync(
            reference, host.TemporaryDirectory, caches, () => host.Error.WriteLine($"Waiting for a build of {reference.RepositoryName}"), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ExistingImage> FindSourceAsync(CancellationToken cancellationToken)
    {
        if (request is { Publish: true, Output: { } output and not "registry" })
        {
            throw CliException.Usage($"--publish and --output {output} say two places; give one of them.");
        }

        var text = request.PreviousImage ?? request.Name;
        var source = await new ImageFinder(host, homes, request.Publish ? BareName.Registry : BareName.OutThenRegistry)
            .FindAsync(text, cancellationToken).ConfigureAwait(false);
        return !request.Publish || source.Place.Kind == OutputKind.Registry ? source : throw CliException.Usage(
            $"--publish is for images in a registry, and {text} is not in one: give a name and --output registry, and {text} as --previous-image.");
    }

    // What a daemon holds may be newer than what its registry does.
    private IImageStore Bases(ExistingImage source) =>
        source.Place.Kind == OutputKind.Daemon ? new EitherHome(homes.Daemon, homes.Registries) : homes.Registries;

    private async Task<ImageName?> FindBaseAsync(ExistingImage source, RebaseImages images, CancellationToken cancellationToken)
    {
        if (request.RunImage is not { } text)
        {
            BaseName.Check(source);
            return null;
        }

        var finder = new ImageFinder(host, homes, source.Place.Kind == OutputKind.Daemon ? BareName.DaemonThenRegistry : BareName.Registry);
        return images.ChooseBase(await finder.FindAsync(text, cancellationToken).ConfigureAwait(false));
    }

    private async Task<RebaseResult> RunAsync(
        ExistingImage source, RebaseTarget target, RebaseImages images, ImageName? newBase, CancellationToken cancellationToken)
    {
        try
        {
            return await RebasePhase.RunAsync(
                new RebaseInputs
                {
                    Features = Features,
                    Images = images,
                    ChecksAccess = true,
                    OutputImage = target.Name,
                    AdditionalNames = target.FurtherNames,
                    PreviousImage = source.Name,
                    RunImage = newBase,
                    Force = request.Force,
                    ReportPath = request.ReportDirectory is { } folder ? $"{folder}/report.toml" : null,
                    Log = log,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (LifecycleException fault) when (!request.Force && images.Base is { } found && Details(source.Image, found, newBase) is { Length: > 0 } details)
        {
            throw new LifecycleException(fault.Code, fault.Kind, $"{fault.Message.TrimEnd('.')}: {details}.", fault.InnerException);
        }
    }

    private static string Details(Image app, Image found, ImageName? newBase)
    {
        var objections = RebaseObjections.Find(app, found);
        var named = RebaseObjections.NamedBases(app);
        return objections.Count > 0 ? string.Join("; ", objections)
            : newBase is not null && named.Count > 0 ? $"they name {string.Join(", ", named)}"
            : "";
    }

    private static RebaseSummary Summarize(ExistingImage source, RebaseTarget target, Image newBase, string? baseName, RebaseResult result)
    {
        var metadata = LifecycleMetadataLabel.TryParse(source.Image.Config.GetLabel(LifecycleMetadataLabel.Name) ?? "null") ?? new LifecycleMetadata();
        var old = metadata.RunImage;
        var count = source.Image.Layers.ToList().FindIndex(layer => layer.DiffId.ToString() == old.TopLayer) + 1;
        var named = RunImageSelection.FromMetadata(metadata, hasRunToml: true)?.Image ?? "";
        return new RebaseSummary
        {
            Name = target.Name.Text,
            Location = target.Location,
            Tags = [.. target.FurtherNames.Select(name => name.Text)],
            Digest = (result.Image.ManifestDigest ?? result.Image.ImageId).ToString(),
            OldBase = new RebaseSummary.Stand(named, old.Reference, old.TopLayer, count),
            NewBase = new RebaseSummary.Stand(baseName ?? newBase.Reference.Name, result.RunImage, newBase.Layers[^1].DiffId.ToString(), newBase.Layers.Count),
            AppLayerCount = source.Image.Layers.Count - count,
        };
    }
}
