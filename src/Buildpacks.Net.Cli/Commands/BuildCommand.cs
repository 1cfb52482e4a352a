using System.CommandLine;
using System.Globalization;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Oci;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Commands;

/// <summary><c>cnb build</c>: reads the command line into a request, and shows what comes of it.</summary>
internal sealed class BuildCommand(CliHost host)
{
    public Command Create()
    {
        var command = BuildFlags.AddTo(new Command("build", "Build an image from source."));
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var display = BuildDisplays.Create(host, new DisplayOptions
        {
            Json = arguments.GetValue(BuildFlags.Format) == "json",
            Quiet = arguments.GetValue(BuildFlags.Quiet),
            Verbose = arguments.GetValue(BuildFlags.Verbose),
            NoColor = arguments.GetValue(BuildFlags.NoColor),
        });
        await using (display.ConfigureAwait(false))
        {
            try
            {
                var request = await ReadAsync(arguments, cancellationToken).ConfigureAwait(false);
                var build = new ImageBuild(host, request, display);
                if (request.IsDryRun)
                {
                    display.Finish(await build.PlanAsync(cancellationToken).ConfigureAwait(false));
                }
                else
                {
                    display.Finish(await build.RunAsync(cancellationToken).ConfigureAwait(false));
                }

                return ExitCodes.Success;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The last resort, in the form that was asked for.
                display.Fail(fault);
                return ExitCodes.For(fault);
            }
        }
    }

    private async Task<BuildRequest> ReadAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = ParseOutput(arguments.GetValue(BuildFlags.Name)!);
        var path = host.FullPath(arguments.GetValue(BuildFlags.Path) ?? ".");
        var project = await ProjectDescriptor.FindAsync(path, OptionalPath(arguments, BuildFlags.Descriptor), cancellationToken).ConfigureAwait(false);
        return new BuildRequest
        {
            Name = name,
            Tags = [.. List(arguments, BuildFlags.Tag).Select(ParseOutput)],
            SourceDirectory = path,
            Project = project,
            Buildpacks = List(arguments, BuildFlags.Buildpack),
            PreBuildpacks = List(arguments, BuildFlags.PreBuildpack),
            PostBuildpacks = List(arguments, BuildFlags.PostBuildpack),
            RunImage = arguments.GetValue(BuildFlags.RunImage),
            Output = OutputTarget.Parse(arguments.GetValue(BuildFlags.Output), arguments.GetValue(BuildFlags.Publish), name, host.FullPath),
            Variables = await new BuildVariables(host).ReadAsync(
                project, arguments.GetValue(BuildFlags.EnvFile)!, arguments.GetValue(BuildFlags.Env)!, cancellationToken).ConfigureAwait(false),
            DefaultProcess = arguments.GetValue(BuildFlags.DefaultProcess),
            CreationTime = CreationTime(arguments.GetValue(BuildFlags.CreationTime)),
            PreviousImage = arguments.GetValue(BuildFlags.PreviousImage) is { } previous ? ParseName(previous) : null,
            Cache = CacheTarget.Parse(arguments.GetValue(BuildFlags.Cache)!, arguments.GetValue(BuildFlags.CacheImage), host.FullPath),
            ClearsCache = arguments.GetValue(BuildFlags.ClearCache),
            SbomDirectory = OptionalPath(arguments, BuildFlags.SbomOutput),
            ReportDirectory = OptionalPath(arguments, BuildFlags.ReportOutput),
            Workspace = Workspace(arguments.GetValue(BuildFlags.Workspace)),
            ExecutionEnvironment = arguments.GetValue(BuildFlags.ExecEnv) ?? "production",
            InsecureRegistries = List(arguments, BuildFlags.Insecure),
            IsDryRun = arguments.GetValue(BuildFlags.DryRun),
        };
    }

    private static ImageName ParseOutput(string text) => ParseName(text) is { Reference.Digest: null } name
        ? name
        : throw CliException.Usage($"'{text}' cannot name a new image: its digest is not known before it is built; give a tag, or nothing, in its place.");

    private static ImageName ParseName(string text)
    {
        try
        {
            return ImageName.Parse(text);
        }
        catch (OciException fault)
        {
            throw new LifecycleException(fault.Code, FailureKind.InvalidArguments, fault.Message, fault);
        }
    }

    private static string Workspace(string? text) => text switch
    {
        null => ImagePlacement.Usual.AppDirectory,
        _ when text.StartsWith('/') && Path.GetFullPath(text) is { Length: > 1 } full => Path.TrimEndingDirectorySeparator(full),
        _ => throw CliException.Usage($"--workspace '{text}' cannot be used: it must be an absolute path other than /."),
    };

    // An explicit time wins over the convention of reproducible builds.
    private DateTimeOffset? CreationTime(string? text)
    {
        var (value, source) = text is not null ? (text, "--creation-time") : (host.Environment["SOURCE_DATE_EPOCH"], "SOURCE_DATE_EPOCH");
        if (value.Length == 0)
        {
            return null;
        }

        if (value == "now")
        {
            return host.Time.GetUtcNow();
        }

        const long lastSecondOfYear9999 = 253402300799;
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= lastSecondOfYear9999
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw CliException.Usage($"{source} '{value}' is no time: give seconds since 1970, or now.");
    }

    private string? OptionalPath(ParseResult arguments, Option<string> option) =>
        arguments.GetValue(option) is { } path ? host.FullPath(path) : null;

    private static IReadOnlyList<string> List(ParseResult arguments, Option<string[]> option) =>
        [.. arguments.GetValue(option)!.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
