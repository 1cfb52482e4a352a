namespace Buildpacks.Net.Cli.Display;

/// <summary>Chooses how a build is shown.</summary>
internal static class BuildDisplays
{
    /// <summary>Lines of JSON for machines, moving bars for people who look, plain lines for everybody else.</summary>
    public static IBuildDisplay Create(CliHost host, DisplayOptions options)
    {
        var plain = options.Quiet || options.NoColor || !host.IsTerminal || host.Environment["NO_COLOR"].Length > 0 || host.Environment["TERM"] == "dumb";
        return options.Json ? new JsonDisplay(host, options)
            : plain ? new PlainDisplay(host, options)
            : new TerminalDisplay(host, options);
    }
}
