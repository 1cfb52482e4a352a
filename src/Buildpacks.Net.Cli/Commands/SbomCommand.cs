using System.CommandLine;
using System.Globalization;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Sboms;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb sbom download</c>: takes the bills of materials out of an image.</summary>
internal sealed class SbomCommand(CliHost host)
{
    private readonly Argument<string> _name = ImageFlags.Name("The image");
    private readonly Option<string> _output = new("--output-dir", "-o") { Description = "Folder to write to; documents go below layers/sbom in it [default: this folder]", HelpName = "DIR" };
    private readonly Option<bool> _remote = ImageFlags.Remote();
    private readonly Option<string[]> _insecure = ImageFlags.Insecure();

    public Command Create()
    {
        var download = new Command("download", "Write the software bills of materials of an image to a folder.") { _name, _output, _remote, _insecure };
        download.SetAction(RunAsync);
        var command = new Command("sbom", "Work with software bills of materials.") { download };
        HelpPage.ShowWhenBare(command);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var log = new DisplayLog(LogLevel.Warning, (_, message) => host.Error.WriteLine($"Warning: {message}"));
        using var homes = new ImageHomes(host, ImageFlags.List(arguments, _insecure), host.TemporaryDirectory, log);
        var finder = new ImageFinder(host, homes, arguments.GetValue(_remote) ? BareName.Registry : BareName.OutThenRegistry);
        var image = await finder.FindAsync(arguments.GetValue(_name)!, cancellationToken).ConfigureAwait(false);
        var directory = Path.TrimEndingDirectorySeparator(host.FullPath(arguments.GetValue(_output) ?? "."));
        var documents = await SbomLayer.Of(image).ExtractAsync(directory, cancellationToken).ConfigureAwait(false);

        var many = string.Create(CultureInfo.InvariantCulture, $"{documents.Count} document{(documents.Count == 1 ? "" : "s")}");
        await host.Output.WriteLineAsync($"Wrote {many} below {Path.Combine(directory, SbomLayer.Place)}").ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
