using System.CommandLine;
using System.Runtime.InteropServices;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb version</c></summary>
internal sealed class VersionCommand(CliHost host)
{
    public Command Create()
    {
        var command = new Command("version", "Show the version of cnb, of the APIs and of .NET.");
        command.SetAction(async (_, _) =>
        {
            await host.Output.WriteLineAsync($"cnb {ProductVersion.Text}").ConfigureAwait(false);
            await host.Output.WriteLineAsync("Platform API 0.7 to 0.15, Buildpack API 0.7 to 0.12").ConfigureAwait(false);
            await host.Output.WriteLineAsync($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}").ConfigureAwait(false);
            return ExitCodes.Success;
        });
        return command;
    }
}
