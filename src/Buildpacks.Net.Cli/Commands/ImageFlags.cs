using System.CommandLine;

namespace Buildpacks.Net.Cli.Commands;

/// <summary>Flags of the commands that work on an image that is there. Those that pack has too bear its names.</summary>
internal static class ImageFlags
{
    /// <summary>The image.</summary>
    public static Argument<string> Name(string what) => new("name")
    {
        Description = $"{what}: oci:DIR[:TAG], archive:FILE, docker:NAME, or a name: the build of that name in ./out, else the image in its registry",
        HelpName = "NAME",
    };

    /// <summary>Passes over ./out.</summary>
    public static Option<bool> Remote() => new("--remote") { Description = "Look for a name in the registry only, not in ./out" };

    /// <summary>For people or for machines.</summary>
    public static Option<string> OutputFormat()
    {
        var option = new Option<string>("--output-format") { Description = "text, or json: one object", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        return option.AcceptOnlyFromAmong("text", "json");
    }

    /// <summary>Registries without TLS.</summary>
    public static Option<string[]> Insecure() => Repeatable("--insecure-registry", null, "Registry that may be talked to without TLS", "HOST");

    /// <summary>A flag that can be given several times.</summary>
    public static Option<string[]> Repeatable(string name, string? alias, string description, string value) =>
        new(name, alias is null ? [] : [alias]) { Description = description, HelpName = value, DefaultValueFactory = _ => [] };

    /// <summary>All values of such a flag; commas separate values too.</summary>
    public static IReadOnlyList<string> List(ParseResult arguments, Option<string[]> option) =>
        [.. arguments.GetValue(option)!.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
