using System.Runtime.InteropServices;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Toolchain;

/// <summary>
/// Finds the program that starts the application in the image: beside this one, as packages have it, or compiled from the
/// repository that this one runs in.
/// </summary>
internal sealed class LauncherBinary(CliHost host, CacheFolder caches, IBuildDisplay display)
{
    private const string FileName = "launcher";
    private const string Project = "src/Buildpacks.Net.Launcher/Buildpacks.Net.Launcher.csproj";
    private const string Variable = "CNB_LAUNCHER";
    private static readonly string[] Compilers = ["gcc", "clang"];
    private static readonly string Rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    /// <summary>The absolute path of the launcher.</summary>
    /// <exception cref="CliException">There is none and none can be built.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (host.Environment[Variable] is { Length: > 0 } named)
        {
            var path = host.FullPath(named);
            return File.Exists(path) ? path : throw new CliException(CliException.NoLauncher, $"there is no launcher at {path}, which {Variable} names.");
        }

        var beside = new[] { $"{FileName}-{Rid}", FileName }.Select(name => $"{AppContext.BaseDirectory}{name}").FirstOrDefault(File.Exists);
        if (beside is not null)
        {
            return beside;
        }

        var repository = Repository() ?? throw new CliException(
            CliException.NoLauncher, $"there is no launcher beside {AppContext.BaseDirectory}cnb; name one in {Variable}, or install cnb again.");
        return await CompileAsync(repository, cancellationToken).ConfigureAwait(false);
    }

    private static string? Repository()
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists($"{folder}/{Project}"))
            {
                return folder;
            }
        }

        return null;
    }

    private async Task<string> CompileAsync(string repository, CancellationToken cancellationToken)
    {
        var tool = new DotnetTool(host);

        // GNU's compiler is tried first: it is the one that machines have, and equal machines are to make equal images.
        var compiler = Compilers.FirstOrDefault(name => tool.Find(name) is not null && tool.Find("objcopy") is not null);
        var kind = compiler ?? "none";
        var project = $"{repository}/{Project}";
        var fingerprint = ProjectSources.Fingerprint(project, kind, Environment.Version.ToString(), RuntimeInformation.RuntimeIdentifier);
        var folder = await CompiledFolder.EnsureAsync(caches.Launchers, fingerprint, async (result, work, token) =>
        {
            display.Step(compiler is null
                ? "Building the launcher. There is no C compiler here, so it is a self-contained program of 14 MB; with gcc it is a static one of 3 MB"
                : "Building the launcher, once on this machine");
            await tool.RunAsync("the launcher", repository, $"{work}/obj", [.. Arguments(project, compiler), "--output", $"{work}/out"], token).ConfigureAwait(false);
            PosixFile.Rename($"{work}/out/{FileName}", $"{result}/{FileName}");
        }, cancellationToken).ConfigureAwait(false);
        return $"{folder}/{FileName}";
    }

    private static IEnumerable<string> Arguments(string project, string? compiler)
    {
        string[] common = ["publish", project, "--configuration", "Release", "--runtime", Rid];
        return compiler is not null
            ? [.. common, $"-p:CppCompilerAndLinker={compiler}"]
            : [.. common, "--self-contained", "-p:PublishAot=false", "-p:StaticExecutable=false", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true"];
    }
}
