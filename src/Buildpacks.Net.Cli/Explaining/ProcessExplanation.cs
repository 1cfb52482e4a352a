using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Inspect;
using Buildpacks.Net.Launcher;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Explaining;

/// <summary>Tells how a process of an image starts, and why. Nothing of the image runs.</summary>
/// <param name="existing">The image.</param>
/// <param name="temporaryDirectory">Where a folder of its own may be made.</param>
internal sealed class ProcessExplanation(ExistingImage existing, string temporaryDirectory)
{
    private const string ProcessFolder = "/cnb/process/";
    private const uint OwnerOnly = 0x1C0;

    /// <summary>Explains a process.</summary>
    /// <param name="arguments">The process or a command, with its arguments; none for what the image starts by default.</param>
    /// <param name="variables">Variables that the container would be given, "NAME=value"; they win over the image's.</param>
    /// <param name="json">JSON instead of text.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CliException">The image was not made by buildpacks, is damaged, or has no such process.</exception>
    public async Task<string> WriteAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<string> variables, bool json, CancellationToken cancellationToken)
    {
        var contents = new LayerContents(RequireMetadata());
        var environment = Merge(existing.Image.Config.Config.Env ?? [], variables);
        var root = $"{temporaryDirectory}/cnb-explain-{Guid.NewGuid():N}";
        try
        {
            PosixFile.MakeDirectory(root, OwnerOnly);
            var files = new LaunchFiles(existing.Image, Value(environment, "CNB_LAYERS_DIR", "/layers"), Value(environment, "CNB_APP_DIR", "/workspace"));
            await files.ExtractAsync(root, contents, cancellationToken).ConfigureAwait(false);
            return ImageExplanation.Explain(root, arguments.Count > 0 ? arguments : DefaultProcess(), environment, json);
        }
        catch (InvalidDataException fault)
        {
            throw new CliException(CliException.NotExplained, $"could not explain {existing.Name.Text}: {fault.Message}", fault);
        }
        catch (OciException fault)
        {
            throw new CliException(CliException.NotExplained, $"could not read the layers of {existing.Name.Text}.", fault);
        }
        finally
        {
            PosixFile.RemoveTree(root);
        }
    }

    private LifecycleMetadata RequireMetadata() =>
        existing.Image.Config.GetLabel(LifecycleMetadataLabel.Name) is { } label && LifecycleMetadataLabel.TryParse(label) is { } metadata
            ? metadata
            : throw new CliException(
                CliException.NotFromBuildpacks,
                $"{existing.Name.Text} was not made by buildpacks: it has no label {LifecycleMetadataLabel.Name}; build it with cnb build.");

    private IReadOnlyList<string> DefaultProcess() =>
        existing.Image.Config.Config.Entrypoint is [var path, ..] && path.StartsWith(ProcessFolder, StringComparison.Ordinal) ? [path[ProcessFolder.Length..]] : [];

    private static List<string> Merge(IReadOnlyList<string> image, IReadOnlyList<string> given)
    {
        var names = given.Select(Name).ToHashSet(StringComparer.Ordinal);
        return [.. image.Where(entry => !names.Contains(Name(entry))), .. given];
    }

    private static string Name(string entry) => entry.Split('=', 2)[0];

    private static string Value(List<string> environment, string name, string otherwise) =>
        environment.Find(entry => entry.StartsWith(name + "=", StringComparison.Ordinal)) is { } entry && entry.Length > name.Length + 1
            ? entry[(name.Length + 1)..]
            : otherwise;
}
