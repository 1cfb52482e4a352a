using System.CommandLine;

namespace Buildpacks.Net.Cli.Commands;

/// <summary>The flags of <c>cnb build</c>. Those that pack has too bear its names.</summary>
internal static class BuildFlags
{
    public static readonly Argument<string> Name = new("name") { Description = "Name of the image, such as app, team/app:1 or registry.example.com/team/app", HelpName = "NAME" };

    public static readonly Option<string> Path = new("--path", "-p") { Description = "Folder of the application [default: this folder]", HelpName = "DIR" };

    public static readonly Option<string[]> Buildpack = Repeatable("--buildpack", "-b", "Buildpack: a folder (also one with its C# source), an archive (.tgz, .tar, .cnb) or an image; repeat it, or separate by commas", "BUILDPACK");

    public static readonly Option<string[]> PreBuildpack = Repeatable("--pre-buildpack", null, "Buildpack to run before the others", "BUILDPACK");

    public static readonly Option<string[]> PostBuildpack = Repeatable("--post-buildpack", null, "Buildpack to run after the others", "BUILDPACK");

    public static readonly Option<string> RunImage = new("--run-image") { Description = "Base of the image: a name in a registry, oci:DIR or docker:NAME [default: a minimal base made from this machine]", HelpName = "IMAGE" };

    public static readonly Option<string> Output = new("--output", "-o") { Description = "Where the image goes: oci:DIR, archive:FILE, docker or registry [default: oci:./out/NAME]", HelpName = "WHERE" };

    public static readonly Option<bool> Publish = new("--publish") { Description = "The same as --output registry" };

    public static readonly Option<string[]> Tag = Repeatable("--tag", "-t", "Further name for the image; repeat it, or separate by commas", "NAME");

    public static readonly Option<string[]> Env = Repeatable("--env", "-e", "Variable for the buildpacks: NAME=VALUE, or NAME to take the value from here", "NAME=VALUE");

    public static readonly Option<string[]> EnvFile = Repeatable("--env-file", null, "File with a variable in each line; # begins a comment", "FILE");

    public static readonly Option<string> Descriptor = new("--descriptor", "-d") { Description = "Project descriptor [default: project.toml in the folder of the application]", HelpName = "FILE" };

    public static readonly Option<string> DefaultProcess = new("--default-process", "-D") { Description = "Type of the process that starts by default", HelpName = "TYPE" };

    public static readonly Option<string> CreationTime = new("--creation-time") { Description = "Time the image is said to be made at: seconds since 1970, or now [default: SOURCE_DATE_EPOCH, or 1980]", HelpName = "TIME" };

    public static readonly Option<string> PreviousImage = new("--previous-image") { Description = "Image of the last build, if it has another name", HelpName = "NAME" };

    public static readonly Option<string[]> Cache = Repeatable("--cache", null, "Where layers are kept between builds: a folder, 'type=build;format=bind;source=DIR', 'type=build;format=volume;name=NAME' or 'type=build;format=image;name=IMAGE'", "CACHE");

    public static readonly Option<string> CacheImage = new("--cache-image") { Description = "The same as --cache 'type=build;format=image;name=IMAGE'", HelpName = "IMAGE" };

    public static readonly Option<bool> ClearCache = new("--clear-cache") { Description = "Forget layers of earlier builds first" };

    public static readonly Option<string> SbomOutput = new("--sbom-output-dir") { Description = "Folder for the bills of materials", HelpName = "DIR" };

    public static readonly Option<string> ReportOutput = new("--report-output-dir") { Description = "Folder for report.toml", HelpName = "DIR" };

    public static readonly Option<string> Workspace = new("--workspace") { Description = "Folder of the application in the image [default: /workspace]", HelpName = "DIR" };

    public static readonly Option<string[]> Insecure = Repeatable("--insecure-registry", null, "Registry that may be talked to without TLS", "HOST");

    public static readonly Option<string> ExecEnv = new("--exec-env") { Description = "Execution environment to build for [default: production]", HelpName = "NAME" };

    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say which buildpacks would take part and what they plan" };

    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Say more" };

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Say nothing but the image's name and digest" };

    public static readonly Option<string> Format = CommonFlags.OutputFormat();

    public static readonly Option<bool> NoColor = new("--no-color") { Description = "Write without colours" };

    public static Command AddTo(Command command)
    {
        Option[] options =
        [
            Path, Buildpack, RunImage, Output, Publish, Tag, Env, EnvFile, Descriptor, DefaultProcess, Cache, CacheImage, ClearCache, PreviousImage, CreationTime,
            SbomOutput, ReportOutput, PreBuildpack, PostBuildpack, Workspace, ExecEnv, Insecure, DryRun, Verbose, Quiet, Format, NoColor,
        ];
        command.Arguments.Add(Name);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static Option<string[]> Repeatable(string name, string? alias, string description, string value) =>
        new(name, alias is null ? [] : [alias]) { Description = description, HelpName = value, DefaultValueFactory = _ => [] };
}
