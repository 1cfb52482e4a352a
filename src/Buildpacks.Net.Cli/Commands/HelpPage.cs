using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Buildpacks.Net.Cli.Commands;

/// <summary>The page of <c>--help</c>, with examples at its end.</summary>
internal static class HelpPage
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["build"] =
        [
            "cnb build app --path . --buildpack ./my-buildpack",
            "cnb build registry.example.com/team/app --buildpack ./my-buildpack --run-image registry.example.com/base/run:1 --publish",
            "cnb build app --buildpack ./my-buildpack --output archive:app.tar && docker load -i app.tar",
        ],
        ["inspect"] =
        [
            "cnb inspect app",
            "cnb inspect registry.example.com/team/app:1 --output-format json",
            "cnb inspect archive:app.tar --verbose",
        ],
        ["download"] =
        [
            "cnb sbom download app --output-dir sbom",
            "cnb sbom download registry.example.com/team/app:1 --remote",
        ],
        ["rebase"] =
        [
            "cnb rebase registry.example.com/team/app --publish",
            "cnb rebase app --run-image registry.example.com/base/run:2",
            "cnb rebase app:2 --previous-image app:1 --run-image oci:./base",
        ],
    };

    /// <summary>Shows the page of a command that does nothing by itself, as other tools of the field do.</summary>
    public static void ShowWhenBare(Command command) => command.SetAction(arguments => new HelpAction().Invoke(arguments));

    /// <summary>Puts examples below the pages of all commands that have some.</summary>
    public static void AddExamples(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new WithExamples();
        }
    }

    private sealed class WithExamples : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = new HelpAction().Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var lines))
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var line in lines)
                {
                    output.WriteLine($"  {line}");
                }
            }

            return code;
        }
    }
}
