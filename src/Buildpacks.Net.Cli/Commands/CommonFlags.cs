using System.CommandLine;

namespace Buildpacks.Net.Cli.Commands;

/// <summary>Flags that several commands have.</summary>
internal static class CommonFlags
{
    /// <summary>For people or for machines.</summary>
    public static Option<string> OutputFormat()
    {
        var option = new Option<string>("--output-format") { Description = "text, or json: a line of JSON for each event", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        return option.AcceptOnlyFromAmong("text", "json");
    }
}
