using Buildpacks.Net.Build;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.MachineBase;
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

    private RunImage(ImageName name, BuildImages images, Image image, MachineFolders folders, ILogger log, bool isMachine)
    {
        Name = name;
        Images = images;
        Image = image;
        IsMachine = isMachine;
        _folders = folders;
        _log = log;
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
            var named = NamedImage.Parse(text, homes, host, asksDaemon: request.Output.Kind == OutputKind.Daemon);
            var images = new BuildImages(output, named.Home, named.Name.Reference);
            var image = await images.FindAsync(named.Name.Reference, null, cancellationToken).ConfigureAwait(false)
                ?? throw new CliException(CliException.NoImage, $"could not use the run image {text}: there is none of that name, or it may not be read; check its name and the credentials.");
            return new RunImage(named.Name, images, image, folders, log, isMachine: false);
        }

        var name = ImageName.Parse(MachineName);
        var home = new LayoutHome($"{folders.Work.Spool}/machine", anyName: true);
        var provisional = await AssembleAsync(home, name, folders, [], [], log, cancellationToken).ConfigureAwait(false);
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
        var kept = await new KeptLayers(_folders.Work, Images).ExtractAsync(built.Metadata, cancellationToken).ConfigureAwait(false);
        string[] scanned =
        [
            .. LaunchLayers.Folders(_folders.Work, built.Metadata), .. kept, _folders.Work.App, LauncherAlone(),
        ];
        Image = await AssembleAsync(home, Name, _folders, scanned, Programs(built), _log, cancellationToken).ConfigureAwait(false);
        Images.ReplaceRunImage(Image);
    }

    // What lies beside the launcher, where it is kept, is none of the image's business.
    private string LauncherAlone()
    {
        var folder = $"{_folders.Work.Spool}/launcher";
        PosixFile.MakeDirectories(folder);
        File.Copy(_folders.Launcher, $"{folder}/launcher", overwrite: true);
        return folder;
    }

    private static async Task<Image> AssembleAsync(
        LayoutHome home, ImageName name, MachineFolders folders, IReadOnlyList<string> scanned, IReadOnlyList<string> programs, ILogger log, CancellationToken cancellationToken)
    {
        var inputs = new MachineBaseInputs
        {
            Folders = scanned,
            Programs = programs,
            CacheDirectory = folders.Caches.MachineLayers,
            SpoolDirectory = folders.Work.Spool,
            Log = log,
        };
        var made = await MachineBaseImage.AssembleAsync(inputs, cancellationToken).ConfigureAwait(false);
        await home.SaveAsync(made, name.Reference, [], cancellationToken).ConfigureAwait(false);
        return (await home.FindAsync(name.Reference, null, cancellationToken).ConfigureAwait(false))!;
    }

    // Processes that are no direct ones start through a shell.
    private static IReadOnlyList<string> Programs(BuildResult built) =>
    [
        .. built.Metadata.Processes.Select(process => process.Command).Where(command => command.Count > 0).Select(command => command[0]),
        .. built.Metadata.Processes.All(process => process.Direct) ? (string[])[] : ["bash"],
    ];
}
