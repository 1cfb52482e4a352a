using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Running;

namespace DotnetBuildpack;

/// <summary>The SDK on the PATH.</summary>
/// <param name="Root">The folder that holds <c>dotnet</c>, <c>shared</c> and <c>host</c>.</param>
/// <param name="Version">The SDK version that global.json and the installation give for the application.</param>
/// <param name="Environment">The environment its commands run in.</param>
internal sealed record DotnetSdk(string Root, string Version, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Looks for the SDK and asks it for the version it will use here.</summary>
    public static async Task<DotnetSdk> FindAsync(BuildContext context, CancellationToken cancellationToken)
    {
        var environment = CommandEnvironment(context.Environment);
        var probe = new Command("dotnet", ["--version"], context.AppFolder, environment);
        var program = probe.Find() ?? throw new BuildpackException(
            "DOTNET1004", "could not find the .NET SDK: dotnet is not in the PATH. Use a build image that has it.");
        using var output = new MemoryStream();
        var code = await probe.RunAsync(output, cancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(output.ToArray()).Trim();
        return code == 0
            ? new DotnetSdk(Path.GetDirectoryName(RealPath(program))!, text, environment)
            : throw new BuildpackException(
                "DOTNET1005", $"could not use the .NET SDK at {program} in {context.AppFolder}: {text}");
    }

    /// <summary>Runs <c>dotnet</c> with these arguments; its output is shown to the developer.</summary>
    public async Task RunAsync(BuildContext context, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = new Command(Path.Combine(Root, "dotnet"), arguments, context.AppFolder, Environment);
        var code = await command.RunAsync(context.Output, cancellationToken);
        if (code != 0)
        {
            throw new BuildpackException(
                "DOTNET1006", $"dotnet {arguments[0]} {arguments[1]} ended with exit code {code}; its output above says why.");
        }
    }

    private static Dictionary<string, string> CommandEnvironment(IReadOnlyDictionary<string, string> inherited)
    {
        var environment = new Dictionary<string, string>(inherited)
        {
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["MSBUILDTERMINALLOGGER"] = "off",
        };
        if (!environment.TryGetValue("HOME", out var home) || !CanWrite(home))
        {
            // Any user id may build, also one without a home.
            environment["HOME"] = environment["DOTNET_CLI_HOME"] =
                Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "dotnet-home")).FullName;
        }

        return environment;
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
