using Buildpacks.Net.Build;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Building;

/// <summary>The base of a build: one that was named, or one that is made from this machine once it is known what was built.</summary>
internal sealed class RunImage
{
    private const string MachineName = "machine.local/run";
    private const uint DefaultId = 1000;
    private readonly MachineFolders _folders;
    private readonly ILogger _log;
    private readonly MachineNeeds _needs;

    private RunImage(ImageName name, BuildImages images, Image image, MachineFolders folders, ILogger log, bool isMachine)
    {
        Name = name;
        Images = images;
        Image = image;
        IsMachine = isMachine;
        _folders = folders;
        _log = log;
        _needs = new MachineNeeds(folders.Work, folders.Caches, images);
    }

    /// <summary>Its name in documents.</summary>
    public ImageName Name { get; }

    /// <summary>The images of the build, this one among them.</summary>
    public BuildImages Images { get; }

    /// <summary>The image.</summary>
    public Image Image { get; private set; }

    /// <summary>Whether it is made from this machine.</summary>
    public bool IsMachine { get; }

    /// <summary>The user that the application runs as, and that owns its files.</summary>
    public FileOwner Owner => Image.Config.Config.User.Split(':') is [var user, .. var group]
        && uint.TryParse(user, out var userId) && userId > 0
            ? new FileOwner(userId, group is [var text] && uint.TryParse(text, out var groupId) ? groupId : userId)
            : new FileOwner(DefaultId, DefaultId);

    /// <summary>Finds it.</summary>
    /// <exception cref="CliException">It is not there.</exception>
    public static async Task<RunImage> OpenAsync(
        CliHost host, BuildRequest request, ImageHomes homes, MachineFolders folders, ILogger log, CancellationToken cancellationToken)
    {
        var output = homes.Open(request.Output);
        if (request.RunImage is { } text)
        {
            var bare = request.Output.Kind == OutputKind.Daemon ? BareName.DaemonThenRegistry : BareName.Registry;
            var found = await new ImageFinder(host, homes, bare).FindAsync(text, cancellationToken).ConfigureAwait(false);
            var known = found.Place.Path.Length == 0 ? found.Name : ImageName.Parse(found.Image.Reference.Name);
            var images = new BuildImages(output, found.Home, known.Reference);
            images.ReplaceRunImage(found.Image);
            var image = await images.FindAsync(known.Reference, null, cancellationToken).ConfigureAwait(false);
            return new RunImage(known, images, image!, folders, log, isMachine: false);
        }

        var name = ImageName.Parse(MachineName);
        var home = new LayoutHome($"{folders.Work.Spool}/machine", anyName: true);
        var provisional = await AssembleAsync(home, name, Inputs(folders, log), cancellationToken).ConfigureAwait(false);
        var machine = new BuildImages(output, home, name.Reference);
        machine.ReplaceRunImage(provisional);
        return new RunImage(name, machine, provisional, folders, log, isMachine: true);
    }

    /// <summary>Gives a base made from this machine what the application turned out to need.</summary>
    public async Task CompleteAsync(BuildResult built, CancellationToken cancellationToken)
    {
        if (!IsMachine)
        {
            return;
        }

        var home = new LayoutHome($"{_folders.Work.Spool}/machine-complete", anyName: true);
        var inputs = Inputs(_folders, _log) with
        {
            Folders = [_folders.Work.App, LauncherAlone()],
            Scanned = await _needs.FindAsync(built, cancellationToken).ConfigureAwait(false),
            Programs = Programs(built),
        };
        Image = await AssembleAsync(home, Name, inputs, cancellationToken).ConfigureAwait(false);
        Images.ReplaceRunImage(Image);
    }

    /// <summary>Remembers, for the next build, what the layers of this one need.</summary>
    public Task RememberAsync(IEnumerable<ExportedLayer> layers, CancellationToken cancellationToken) =>
        IsMachine ? _needs.RememberAsync(layers, cancellationToken) : Task.CompletedTask;

    // What lies beside the launcher, where it is kept, is none of the image's business.
    private string LauncherAlone()
    {
        var folder = $"{_folders.Work.Spool}/launcher";
        PosixFile.MakeDirectories(folder);
        File.Copy(_folders.Launcher, $"{folder}/launcher", overwrite: true);
        return folder;
    }

    private static async Task<Image> AssembleAsync(LayoutHome home, ImageName name, MachineBaseInputs inputs, CancellationToken cancellationToken)
    {
        var made = await MachineBaseImage.AssembleAsync(inputs, cancellationToken).ConfigureAwait(false);
        await home.SaveAsync(made, name.Reference, [], cancellationToken).ConfigureAwait(false);
        return (await home.FindAsync(name.Reference, null, cancellationToken).ConfigureAwait(false))!;
    }

    private static MachineBaseInputs Inputs(MachineFolders folders, ILogger log) =>
        new() { CacheDirectory = folders.Caches.MachineLayers, SpoolDirectory = folders.Work.Spool, Log = log };

    // Processes that are no direct ones start through a shell.
    private static IReadOnlyList<string> Programs(BuildResult built) =>
    [
        .. built.Metadata.Processes.Select(process => process.Command).Where(command => command.Count > 0).Select(command => command[0]),
        .. built.Metadata.Processes.All(process => process.Direct) ? (string[])[] : ["bash"],
    ];
}
