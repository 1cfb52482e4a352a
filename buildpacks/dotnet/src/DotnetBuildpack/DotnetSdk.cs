using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Running;

namespace DotnetBuildpack;

/// <summary>The SDK on the PATH.</summary>
/// <param name="Root">The folder that holds <c>dotnet</c>, <c>shared</c> and <c>host</c>.</param>
/// <param name="Version">The SDK version that global.json and the installation give for the application.</param>
/// <param name="Scratch">A folder for what is needed only while the build runs.</param>
/// <param name="Environment">The environment its commands run in.</param>
internal sealed record DotnetSdk(string Root, string Version, string Scratch, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Looks for the SDK and the version it will use here.</summary>
    public static async Task<DotnetSdk> FindAsync(BuildContext context, string scratch, CancellationToken cancellationToken)
    {
        var environment = CommandEnvironment(context.Environment, scratch);
        var probe = new Command("dotnet", ["--version"], context.AppFolder, environment);
        var program = probe.Find() ?? throw new BuildpackException(
            "DOTNET1004", "could not find the .NET SDK: dotnet is not in the PATH. Use a build image that has it.");
        var root = Path.GetDirectoryName(RealPath(program))!;
        var version = NewestRelease(context.AppFolder, root) ?? await AskAsync(probe, program, cancellationToken);
        return new DotnetSdk(root, version, scratch, environment);
    }

    /// <summary>Runs <c>dotnet</c> with these arguments; its output is shown to the developer.</summary>
    public async Task RunAsync(BuildContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = new Command(Path.Combine(Root, "dotnet"), arguments, context.AppFolder, Environment);
        var code = await command.RunAsync(context.Output, cancellationToken);
        if (code != 0)
        {
            throw new BuildpackException(
                "DOTNET1006", $"could not build: dotnet {arguments[0]} {arguments[1]} ended with exit code {code}; its output above says why.");
        }
    }

    /// <summary>Without a global.json and without previews the newest version is used: no program has to be started to know it.</summary>
    private static string? NewestRelease(string appFolder, string root)
    {
        for (var folder = appFolder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "global.json")))
            {
                return null;
            }
        }

        var versions = Path.Combine(root, "sdk");
        return Directory.Exists(versions) && Directory.EnumerateDirectories(versions).All(v => !Path.GetFileName(v).Contains('-', StringComparison.Ordinal))
            ? Framework.Newest(versions)
            : null;
    }

    private static async Task<string> AskAsync(Command probe, string program, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var code = await probe.RunAsync(output, cancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(output.ToArray()).Trim();
        return code == 0
            ? text
            : throw new BuildpackException(
                "DOTNET1005",
                $"could not use the .NET SDK at {program} in {probe.WorkingDirectory}: {text}. Ask for an SDK that the build image has in "
                + "global.json, or use a build image that has this one.");
    }

    private static Dictionary<string, string> CommandEnvironment(IReadOnlyDictionary<string, string> inherited, string scratch)
    {
        var environment = new Dictionary<string, string>(inherited)
        {
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "1",
            ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["MSBUILDTERMINALLOGGER"] = "off",
        };

        // The SDK leaves folders behind, and users whom the machine has no name for would share one of NuGet's that only one may write to.
        environment["TMPDIR"] = environment["NUGET_SCRATCH"] = Directory.CreateDirectory(Path.Combine(scratch, "tmp")).FullName;
        var home = environment.GetValueOrDefault("HOME");
        if (string.IsNullOrEmpty(home) || !CanWrite(home))
        {
            // Any user id may build, also one without a home; what its home says about package sources still counts.
            environment["HOME"] = environment["DOTNET_CLI_HOME"] = Directory.CreateDirectory(Path.Combine(scratch, "home")).FullName;
            CopyPackageSources(home, environment["HOME"]);
        }

        return environment;
    }

    private static void CopyPackageSources(string? from, string to)
    {
        const string configuration = ".nuget/NuGet/NuGet.Config";
        var source = Path.Combine(from ?? string.Empty, configuration);
        if (File.Exists(source))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, configuration))!);
            File.Copy(source, Path.Combine(to, configuration));
        }
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
