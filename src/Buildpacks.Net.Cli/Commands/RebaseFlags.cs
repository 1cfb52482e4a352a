using System.CommandLine;

namespace Buildpacks.Net.Cli.Commands;

/// <summary>The flags of <c>cnb rebase</c>. Those that pack has too bear its names.</summary>
internal static class RebaseFlags
{
    public static readonly Argument<string> Name = ImageFlags.Name("The image, which is replaced by the rebased one");

    public static readonly Option<string> RunImage = new("--run-image") { Description = "New base: a name in a registry, oci:DIR, archive:FILE or docker:NAME [default: the one that the image names, or a mirror of it]", HelpName = "IMAGE" };

    public static readonly Option<bool> Publish = new("--publish") { Description = "The image is in its registry, whatever is in ./out" };

    public static readonly Option<string[]> Tag = ImageFlags.Repeatable("--tag", "-t", "Further name for the rebased image; repeat it, or separate by commas", "NAME");

    public static readonly Option<string> PreviousImage = new("--previous-image") { Description = "Image to rebase, which then stays as it is [default: NAME]", HelpName = "NAME" };

    public static readonly Option<string> Output = new("--output", "-o") { Description = "Where the rebased image goes: oci:DIR, archive:FILE, docker or registry [default: where the image is]", HelpName = "WHERE" };

    public static readonly Option<bool> Force = new("--force", "-f") { Description = "Go on although labels or targets say that the base does not go with the image" };

    public static readonly Option<string> ReportOutput = new("--report-output-dir") { Description = "Folder for report.toml", HelpName = "DIR" };

    public static readonly Option<string> Format = ImageFlags.OutputFormat();

    public static readonly Option<string[]> Insecure = ImageFlags.Insecure();

    public static Command AddTo(Command command)
    {
        command.Arguments.Add(Name);
        foreach (var option in (Option[])[RunImage, Publish, Tag, PreviousImage, Force, Output, ReportOutput, Format, Insecure])
        {
            command.Options.Add(option);
        }

        return command;
    }
}
