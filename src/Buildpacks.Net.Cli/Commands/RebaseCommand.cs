using System.CommandLine;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Rebasing;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb rebase</c>: reads the command line into a request, and shows what comes of it.</summary>
internal sealed class RebaseCommand(CliHost host)
{
    public Command Create()
    {
        var command = RebaseFlags.AddTo(new Command("rebase", "Put an image onto a newer base, without building it."));
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var log = new DisplayLog(LogLevel.Warning, (_, message) => warnings.Add(Redaction.OfUrls(LifecycleFlags.Translate(message))));
        using var homes = new ImageHomes(host, ImageFlags.List(arguments, RebaseFlags.Insecure), host.TemporaryDirectory, log);
        var summary = await new ImageRebase(host, homes, Read(arguments), log).RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var warning in warnings)
        {
            await host.Error.WriteLineAsync($"Warning: {warning}").ConfigureAwait(false);
        }

        var json = arguments.GetValue(RebaseFlags.Format) == "json";
        await host.Output.WriteAsync(json ? RebaseText.WriteJson(summary, warnings) : RebaseText.Write(summary)).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private RebaseRequest Read(ParseResult arguments) => new()
    {
        Name = arguments.GetValue(RebaseFlags.Name)!,
        PreviousImage = arguments.GetValue(RebaseFlags.PreviousImage),
        RunImage = arguments.GetValue(RebaseFlags.RunImage),
        Tags = ImageFlags.List(arguments, RebaseFlags.Tag),
        Publish = arguments.GetValue(RebaseFlags.Publish),
        Output = arguments.GetValue(RebaseFlags.Output),
        Force = arguments.GetValue(RebaseFlags.Force),
        ReportDirectory = arguments.GetValue(RebaseFlags.ReportOutput) is { } folder ? host.FullPath(folder) : null,
    };
}
