using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Toolchain;

/// <summary>Runs the .NET SDK of the PATH.</summary>
internal sealed class DotnetTool(CliHost host)
{
    /// <summary>
    /// Runs <c>dotnet</c> so that equal sources give equal bytes, wherever they are and whatever commit they are from, and that
    /// nothing is written beside them. Its output is only shown when it fails.
    /// </summary>
    /// <param name="what">What it is run for, as in "could not build …".</param>
    /// <param name="sources">The folder of the project, or one above it.</param>
    /// <param name="work">A folder for whatever is needed on the way.</param>
    /// <param name="arguments">The arguments; those that make it reproducible are added.</param>
    /// <param name="cancellationToken">Cancels; the SDK is ended with all it started.</param>
    /// <exception cref="CliException">There is no SDK, or it failed.</exception>
    public async Task RunAsync(string what, string sources, string work, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var dotnet = Find("dotnet") ?? throw new CliException(
            CliException.BuildFailed, $"could not build {what}: the .NET SDK is not on the PATH; install the .NET SDK 10, or take one that is built already.");
        using var output = new MemoryStream();
        var environment = host.Environment
            .With("DOTNET_CLI_TELEMETRY_OPTOUT", "1").With("DOTNET_NOLOGO", "1").With("DOTNET_CLI_HOME", Home()).With("MSBUILDDISABLENODEREUSE", "1")
            .With("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1").With("NUGET_SCRATCH", $"{work}/scratch");
        var program = new ChildProgram(dotnet, [dotnet, .. arguments, .. Reproducibly(sources, work)], environment.ToEntries()) { Output = output };
        var exit = await ChildProcess.RunAsync(program, cancellationToken).ConfigureAwait(false);
        if (exit.ExitCode != 0)
        {
            var said = PosixText.Decode(output.ToArray()).Trim();
            throw new CliException(CliException.BuildFailed, $"could not build {what}: dotnet {arguments[0]} ended with {exit.ExitCode}:\n{said}");
        }
    }

    /// <summary>The absolute path of a program of the PATH; null when there is none.</summary>
    public string? Find(string name) => host.Environment["PATH"].Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => $"{folder}/{name}").FirstOrDefault(File.Exists);

    private static IReadOnlyList<string> Reproducibly(string sources, string work) =>
    [
        "--artifacts-path", work, $"-p:PathMap={Mapped(Root(sources), "/_/")}%2C{Mapped(work, "/_/obj/")}", "-p:ContinuousIntegrationBuild=true",
        "-p:Deterministic=true", "-p:DebugType=none", "-p:IncludeSourceRevisionInInformationalVersion=false", "-p:EnableSourceControlManagerQueries=false",
        $"-p:LockFileFolder={work}/locks", "--disable-build-servers", "--verbosity", "quiet", "--nologo",
    ];

    private static string Mapped(string folder, string to) => $"{folder.TrimEnd('/')}/={to}".Replace(",", "%2C%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    // The folder that build files above a project belong to.
    private static string Root(string sources)
    {
        var root = sources;
        for (var above = sources; above is { Length: > 1 }; above = Path.GetDirectoryName(above))
        {
            root = File.Exists($"{above}/Directory.Build.props") || Path.Exists($"{above}/.git") ? above : root;
        }

        return root;
    }

    // The SDK wants a folder of its own, also for users who have no home.
    private string Home() =>
        host.Environment["DOTNET_CLI_HOME"] is { Length: > 0 } set ? set
        : host.Environment["HOME"] is { Length: > 1 } home && PosixFile.IsWritable(home) ? home
        : Path.TrimEndingDirectorySeparator(Path.GetTempPath());
}
