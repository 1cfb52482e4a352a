using System.CommandLine;
using System.CommandLine.Parsing;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Explaining;
using Buildpacks.Net.Cli.Images;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb explain</c>: tells why a process of an image starts as it does, without starting it.</summary>
internal sealed class ExplainCommand(CliHost host)
{
    private readonly Argument<string> _name = ImageFlags.Name("The image");
    private readonly Argument<string[]> _process = new("process")
    {
        Description = "The process, or a command (-- before it: without a shell), with its arguments [default: what the image starts]",
        HelpName = "PROCESS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _variables = ImageFlags.Repeatable("--env", "-e", "Variable that the container is given, as for docker run", "NAME=VALUE");
    private readonly Option<bool> _remote = ImageFlags.Remote();
    private readonly Option<string> _format = ImageFlags.OutputFormat();
    private readonly Option<string[]> _insecure = ImageFlags.Insecure();

    public Command Create()
    {
        var command = new Command("explain", "Show what a process of an image would start, and which layer each variable comes from; runs nothing.")
        {
            _name, _process, _variables, _remote, _format, _insecure,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var variables = arguments.GetValue(_variables)!;
        if (Array.Find(variables, variable => variable.IndexOf('=', StringComparison.Ordinal) <= 0) is { } wrong)
        {
            throw CliException.Usage($"\"{wrong}\" is not a variable; write --env NAME=VALUE.");
        }

        var log = new DisplayLog(LogLevel.Warning, (_, message) => host.Error.WriteLine($"Warning: {message}"));
        using var homes = new ImageHomes(host, ImageFlags.List(arguments, _insecure), host.TemporaryDirectory, log);
        var finder = new ImageFinder(host, homes, arguments.GetValue(_remote) ? BareName.Registry : BareName.OutThenRegistry);
        var image = await finder.FindAsync(arguments.GetValue(_name)!, cancellationToken).ConfigureAwait(false);
        var text = await new ProcessExplanation(image, host.TemporaryDirectory)
            .WriteAsync(Asked(arguments), variables, arguments.GetValue(_format) == "json", cancellationToken).ConfigureAwait(false);
        await host.Output.WriteAsync(text).ConfigureAwait(false);
        await host.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    // Two dashes end the flags of this command, and say at the same time what they say to the launcher.
    private string[] Asked(ParseResult arguments)
    {
        var process = arguments.GetValue(_process)!;
        return process.Length > 0 && arguments.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? ["--", .. process] : process;
    }
}
