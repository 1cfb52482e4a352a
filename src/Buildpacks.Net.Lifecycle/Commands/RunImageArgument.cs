using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Finds the run image a build is to use: the one that is named, else the first of run.toml or that of stack.toml.</summary>
internal static class RunImageArgument
{
    /// <summary>Resolves it.</summary>
    /// <param name="context">The call.</param>
    /// <param name="output">The name of the app image: a mirror in its registry is preferred.</param>
    /// <param name="registry">Where to try mirrors; null where the images are in a daemon or in layouts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LifecycleException">There is none, or none that can be read.</exception>
    public static async Task<ImageName> ResolveAsync(
        CommandContext context, ImageName output, IImageStore? registry, CancellationToken cancellationToken)
    {
        if (context.Settings.RunImage is { } named)
        {
            return References.Parse(named);
        }

        try
        {
            var source = await ReadSourceAsync(context, cancellationToken).ConfigureAwait(false);
            var chosen = await RunImageSelection
                .ChooseAsync(source, output.Reference.Registry, registry, cancellationToken).ConfigureAwait(false);
            return References.Parse(chosen);
        }
        catch (DocumentException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.InvalidArguments, fault.Message, fault);
        }
    }

    private static async Task<RunImageSource> ReadSourceAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (!context.Features.HasRunToml)
        {
            var stack = await DocumentFile.ReadIfPresentAsync<StackToml>(context.Settings.StackPath, cancellationToken).ConfigureAwait(false);
            return stack?.RunImage ?? new RunImageSource();
        }

        var run = await DocumentFile.ReadIfPresentAsync<RunToml>(context.Settings.RunPath, cancellationToken).ConfigureAwait(false);
        return run is { Images: [var first, ..] } ? first : new RunImageSource();
    }
}
