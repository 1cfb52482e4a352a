using System.CommandLine;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Inspect;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb inspect</c>: tells what an image is and what it is made of.</summary>
internal sealed class InspectCommand(CliHost host)
{
    private readonly Argument<string> _name = ImageFlags.Name("The image");
    private readonly Option<bool> _remote = ImageFlags.Remote();
    private readonly Option<string> _format = ImageFlags.OutputFormat();
    private readonly Option<string[]> _insecure = ImageFlags.Insecure();
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show labels and environment too; of variables that neither buildpacks nor their base define, only the names" };

    public Command Create()
    {
        var command = new Command("inspect", "Show what an image is made of: base, buildpacks, processes, layers.") { _name, _format, _remote, _insecure, _verbose };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var text = arguments.GetValue(_name)!;
        var log = new DisplayLog(LogLevel.Warning, (_, message) => host.Error.WriteLine($"Warning: {message}"));
        using var homes = new ImageHomes(host, ImageFlags.List(arguments, _insecure), host.TemporaryDirectory, log);
        var finder = new ImageFinder(host, homes, arguments.GetValue(_remote) ? BareName.Registry : BareName.OutThenRegistry);
        var report = ImageReports.Create(await finder.FindAsync(text, cancellationToken).ConfigureAwait(false));

        var verbose = arguments.GetValue(_verbose);
        var json = arguments.GetValue(_format) == "json";
        await host.Output.WriteAsync(json ? ReportJson.Write(report, verbose) : ReportText.Write(report, verbose)).ConfigureAwait(false);
        await host.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        foreach (var warning in report.Warnings)
        {
            await host.Error.WriteLineAsync($"Warning: {Redaction.OfUrls(warning)}").ConfigureAwait(false);
        }

        return report.IsFromBuildpacks ? ExitCodes.Success : throw new CliException(
            CliException.NotFromBuildpacks, $"{text} was not made by buildpacks: it has no label io.buildpacks.lifecycle.metadata; build it with cnb build.");
    }
}
