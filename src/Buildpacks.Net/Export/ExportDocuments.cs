using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>The documents an export starts from.</summary>
/// <param name="Group">Whose layers are exported.</param>
/// <param name="Analyzed">The run image, and what the previous image was made of.</param>
/// <param name="Project">Where the source comes from.</param>
internal sealed record ExportDocuments(GroupToml Group, AnalyzedToml Analyzed, ProjectMetadataToml Project)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="LifecycleException">analyzed.toml names no run image or is damaged, or an API is not supported.</exception>
    /// <exception cref="DocumentException">Another document cannot be read.</exception>
    public static async Task<ExportDocuments> ReadAsync(ExportInputs inputs, CancellationToken cancellationToken)
    {
        var analyzed = await ReadAnalyzedAsync(inputs.AnalyzedPath, cancellationToken).ConfigureAwait(false);
        var group = await GroupToml.ReadAsync(inputs.GroupPath, cancellationToken).ConfigureAwait(false);
        foreach (var element in group.Group)
        {
            ComponentApi.Check(ComponentKind.Buildpack, element.ToString(), element.Api);
        }

        var project = inputs.ProjectMetadataPath is { } path
            ? await DocumentFile.ReadIfPresentAsync<ProjectMetadataToml>(path, cancellationToken).ConfigureAwait(false)
            : null;
        return new ExportDocuments(group, analyzed, project ?? new ProjectMetadataToml());
    }

    /// <summary>What the image's labels say of the run image and its mirrors.</summary>
    public async Task<RunImageSource> ReadRunImageSourceAsync(
        ExportInputs inputs, BuildMetadataToml metadata, CancellationToken cancellationToken)
    {
        if (inputs.RunPath is not { } path)
        {
            return new RunImageSource();
        }

        if (!inputs.Features.HasRunToml)
        {
            var stack = await DocumentFile.ReadIfPresentAsync<StackToml>(path, cancellationToken).ConfigureAwait(false);
            return stack?.RunImage ?? new RunImageSource();
        }

        var run = await DocumentFile.ReadIfPresentAsync<RunToml>(path, cancellationToken).ConfigureAwait(false);
        return run?.Images is [_, ..] images ? Choose(images, metadata) : new RunImageSource();
    }

    // An extension may have switched to an image that run.toml does not know; without one the first is meant.
    private RunImageSource Choose(IReadOnlyList<RunImageSource> images, BuildMetadataToml metadata)
    {
        var used = Analyzed.RunImage?.Image ?? "";
        return images.FirstOrDefault(image => RunImageNames.Contains(image, used))
            ?? (metadata.Extensions.Count > 0 ? new RunImageSource { Image = used } : images[0]);
    }

    private static async Task<AnalyzedToml> ReadAnalyzedAsync(string path, CancellationToken cancellationToken)
    {
        AnalyzedToml? analyzed;
        try
        {
            analyzed = await DocumentFile.ReadIfPresentAsync<AnalyzedToml>(path, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.InvalidArguments, fault.Message, fault);
        }

        return analyzed?.RunImage switch
        {
            null => throw ExportFault.Of(ExportFault.NoRunImage, $"{path} names no run image; run the analyzer first."),
            { Reference.Length: 0 } => throw new LifecycleException(
                ExportFault.NoRunImage,
                FailureKind.InvalidArguments,
                $"could not export: the run image in {path} was not found by the analyzer; check its name and the credentials."),
            _ => analyzed,
        };
    }
}
