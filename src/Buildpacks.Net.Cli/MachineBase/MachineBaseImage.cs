using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using ImagePlatform = Buildpacks.Net.Oci.Images.Platform;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// A minimal run image made of this machine's own files: the C library, the libraries and programs that an application
/// needs, certificates and time zones. Equal files of the machine give equal bytes, whoever runs this and when.
/// </summary>
internal static class MachineBaseImage
{
    /// <summary>The value of the label that names this base.</summary>
    public const string Id = "buildpacks-net.machine";

    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>
    /// Assembles the image: a layer of system files, which is the same for all applications, and a layer of programs and
    /// libraries. The files of its layers are in the spool folder, each with a name of its own.
    /// </summary>
    /// <exception cref="Buildpacks.Net.Oci.OciException">
    /// A file of the machine changed or could not be read, or the spool folder could not be written.
    /// </exception>
    public static async Task<NewImage> AssembleAsync(MachineBaseInputs inputs, CancellationToken cancellationToken)
    {
        var machine = new MachineTree(inputs.Root, inputs.Folders);
        var files = SystemFiles.Gather(machine, inputs.Log);
        var programs = await Task.Run(() => GatherPrograms(inputs, machine, files, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        PosixFile.MakeDirectories(inputs.SpoolDirectory);
        var layers = await Task.WhenAll(
            WriteAsync(inputs, files, "system files", cancellationToken),
            WriteAsync(inputs, programs, "programs and libraries", cancellationToken)).ConfigureAwait(false);
        return new NewImage { Config = Describe(machine, files, layers), Layers = layers };
    }

    private static LayerTree GatherPrograms(
        MachineBaseInputs inputs, MachineTree machine, LayerTree files, CancellationToken cancellationToken)
    {
        var application = FolderScan.Run(inputs.Folders, cancellationToken);
        var layer = new LayerTree(files);
        var libraries = new LibraryClosure(machine, layer, application, inputs.Log);
        var ordinary = ProgramClosure.FindOrdinary(machine);
        if (ordinary is not null)
        {
            libraries.AddSystemLibraries(ordinary);
        }

        libraries.AddApplication(ordinary?.Kind);
        var programs = new ProgramClosure(machine, layer, application, libraries, inputs.Log);
        foreach (var program in application.Interpreters.Concat(inputs.Programs.Order(PosixText.ByteOrder)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            programs.Add(program);
        }

        foreach (var path in LibraryFolders.MuslConfigurations(machine))
        {
            if (machine.TryResolveFile(path) is { } file)
            {
                layer.AddResolved(file);
            }
        }

        return layer;
    }

    private static async Task<ImageLayer> WriteAsync(
        MachineBaseInputs inputs, LayerTree tree, string what, CancellationToken cancellationToken)
    {
        var content = new EntryListLayerContent(tree.Entries);
        var path = System.IO.Path.Combine(inputs.SpoolDirectory, $"machine-{Guid.NewGuid():N}.tar.gz");
        var cache = new LayerCache(inputs.CacheDirectory, TimeProvider.System, inputs.Log);
        var writer = new LayerWriter();
        var digest = await writer.ComputeDigestAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
        var built = await cache.TryTakeAsync(digest, path, cancellationToken).ConfigureAwait(false);
        if (built is null)
        {
            built = await writer.WriteAsync(content, path, cancellationToken: cancellationToken).ConfigureAwait(false);
            await cache.KeepAsync(built, cancellationToken).ConfigureAwait(false);
        }

        return built.ToImageLayer(new HistoryEntry
        {
            Created = Timestamp.Reproducible,
            CreatedBy = "cnb",
            Comment = $"{what} of the machine the image was built on",
        });
    }

    private static ImageConfig Describe(
        MachineTree machine, LayerTree files, IReadOnlyList<ImageLayer> layers)
    {
        var release = OsRelease.Read(machine);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["io.buildpacks.base.id"] = Id,
            // What is in the layer of libraries follows from the application: under another it would lack some.
            ["io.buildpacks.rebasable"] = "false",
        };
        AddLabel(labels, "io.buildpacks.base.distro.name", release.Id);
        AddLabel(labels, "io.buildpacks.base.distro.version", release.VersionId);
        return new ImageConfig
        {
            Os = ImagePlatform.Current.Os,
            Architecture = ImagePlatform.Current.Architecture,
            Created = Timestamp.Reproducible,
            History = [.. layers.Select(layer => layer.History).OfType<HistoryEntry>()],
            Config = new ContainerConfig
            {
                User = $"{SystemFiles.User.UserId}:{SystemFiles.User.GroupId}",
                Env = files.Contains(SystemFiles.CertificateBundle)
                    ? [$"PATH={Path}", $"SSL_CERT_FILE={SystemFiles.CertificateBundle}"]
                    : [$"PATH={Path}"],
                Labels = labels,
            },
        };
    }

    private static void AddLabel(Dictionary<string, string> labels, string name, string? value)
    {
        if (value is not null)
        {
            labels[name] = value;
        }
    }
}
