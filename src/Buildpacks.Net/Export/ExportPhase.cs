using System.Text;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>
/// The export phase (Platform API, exporter): makes the app image out of the run image, the layers of the buildpacks, the app and
/// the launcher, and keeps the layers that the next build can use.
/// </summary>
public static class ExportPhase
{
    /// <summary>Runs the phase. Without success there is no new image, no new cache and no report.</summary>
    /// <exception cref="LifecycleException">The export failed. A cache that cannot be written is no failure.</exception>
    /// <exception cref="DocumentException">A document of the platform cannot be read.</exception>
    public static async Task<ExportResult> RunAsync(ExportInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var documents = await ExportDocuments.ReadAsync(inputs, cancellationToken).ConfigureAwait(false);
        var cached = inputs.Cache is null ? CacheMetadata.Empty : await inputs.Cache.OpenAsync(cancellationToken).ConfigureAwait(false);
        var cache = inputs.Cache is null ? null : await inputs.Cache.BeginUpdateAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var runImage = await FindRunImageAsync(inputs, documents, cancellationToken).ConfigureAwait(false);
            MoveIntoImage(inputs, documents, cancellationToken);
            var metadata = await ReadMetadataAsync(inputs, cancellationToken).ConfigureAwait(false);
            var source = await documents.ReadRunImageSourceAsync(inputs, metadata, cancellationToken).ConfigureAwait(false);
            var work = new ExportWork(inputs, documents, metadata, runImage, source, cached, cache);
            return await RunAsync(inputs, work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (cache is not null)
            {
                await cache.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<ExportResult> RunAsync(ExportInputs inputs, ExportWork work, CancellationToken cancellationToken)
    {
        var spool = $"{inputs.SpoolDirectory.TrimEnd('/')}/export-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(spool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var result = await work.RunAsync(spool, cancellationToken).ConfigureAwait(false);
            await WriteReportAsync(inputs, result.Report, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Export, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ExportFault.Of(ExportFault.NoFile, fault.Message, fault);
        }
        finally
        {
            PosixFile.RemoveTree(spool);
        }
    }

    private static async Task<Image> FindRunImageAsync(ExportInputs inputs, ExportDocuments documents, CancellationToken cancellationToken)
    {
        var reference = documents.Analyzed.RunImage!.Reference;
        try
        {
            return await RecordedImage.FindAsync(inputs.Images, reference, cancellationToken).ConfigureAwait(false)
                ?? throw new LifecycleException(
                    ExportFault.NoRunImage,
                    FailureKind.Generic,
                    $"could not export: the run image {reference} is not there any more, or may not be read; check the credentials, or run the analyzer again.");
        }
        catch (OciException fault)
        {
            var kind = fault.Code == OciErrors.InvalidReference ? FailureKind.InvalidArguments : FailureKind.Generic;
            throw new LifecycleException(fault.Code, kind, $"could not use the run image {reference}: {fault.Message}", fault);
        }
    }

    private static void MoveIntoImage(ExportInputs inputs, ExportDocuments documents, CancellationToken cancellationToken)
    {
        if (inputs.Placement is not { } placement)
        {
            return;
        }

        try
        {
            var relocation = Relocation.IntoImage(placement, inputs.AppDirectory, inputs.LayersDirectory);
            relocation.ApplyToFile($"{inputs.LayersDirectory}/config/metadata.toml");
            relocation.ApplyToLinks(inputs.AppDirectory, cancellationToken);
            foreach (var folder in documents.Group.Group.Select(element => $"{inputs.LayersDirectory}/{element.Id.FolderName}"))
            {
                foreach (var name in PosixFile.TryStatus(folder) is null ? [] : PosixFile.ReadDirectory(folder))
                {
                    relocation.ApplyToLayer($"{folder}/{name}", cancellationToken);
                }
            }
        }
        catch (PosixException fault)
        {
            throw ExportFault.Of(ExportFault.NoFile, fault.Message, fault);
        }
    }

    private static async Task<BuildMetadataToml> ReadMetadataAsync(ExportInputs inputs, CancellationToken cancellationToken)
    {
        try
        {
            return await BuildMetadataToml
                .ReadAsync($"{inputs.LayersDirectory}/config/metadata.toml", cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.Export, fault.Message, fault);
        }
    }

    private static async Task WriteReportAsync(ExportInputs inputs, ReportToml report, CancellationToken cancellationToken)
    {
        try
        {
            if (inputs.ReportPath is { } path)
            {
                await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(report.ToToml()), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ExportFault.Of(ExportFault.NoFile, $"the image is saved, but the report {inputs.ReportPath} cannot be written: {fault.Message}", fault);
        }
    }
}
