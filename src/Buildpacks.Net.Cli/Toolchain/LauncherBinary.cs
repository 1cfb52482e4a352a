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
    private readonly DotnetTool _tool = new(host);

    /// <summary>The absolute path of the launcher.</summary>
    /// <exception cref="CliException">There is none and none can be built.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (host.Environment[Variable] is { Length: > 0 } named)
        {
            var path = host.FullPath(named);
            return File.Exists(path) ? path : throw new CliException(CliException.NoLauncher, $"there is no launcher at {path}, which {Variable} names.");
        }

        var beside = $"{AppContext.BaseDirectory}{FileName}-{Rid}/{FileName}";
        if (File.Exists(beside))
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
        // GNU's compiler is tried first: it is the one that machines have, and equal machines are to make equal images.
        var compiler = Compilers.FirstOrDefault(name => _tool.Find(name) is not null && _tool.Find("objcopy") is not null);
        var kind = compiler ?? "none";
        var project = $"{repository}/{Project}";
        var fingerprint = ProjectSources.Fingerprint(project, kind, Environment.Version.ToString(), RuntimeInformation.RuntimeIdentifier);
        var folder = await CompiledFolder.EnsureAsync(
            caches.Launchers, fingerprint, (result, work, token) => PublishAsync(repository, compiler, result, work, token), cancellationToken).ConfigureAwait(false);
        return $"{folder}/{FileName}";
    }

    private async Task PublishAsync(string repository, string? compiler, string result, string work, CancellationToken cancellationToken)
    {
        try
        {
            display.Step(compiler is null
                ? "Building the launcher. Without a C compiler it is a self-contained program of 14 MB; with gcc it is a static one of less than 1 MB"
                : "Building the launcher, once on this machine");
            await _tool.RunAsync(
                "the launcher", repository, $"{work}/obj", [.. Arguments($"{repository}/{Project}", compiler), "--output", $"{work}/out"], cancellationToken).ConfigureAwait(false);
            foreach (var file in Directory.GetFiles($"{work}/out", $"{FileName}.sbom.*.json").Prepend($"{work}/out/{FileName}"))
            {
                PosixFile.Rename(file, $"{result}/{Path.GetFileName(file)}");
            }
        }
        catch (CliException) when (compiler is not null)
        {
            // The headers or libraries of C may be missing: what .NET brings by itself is enough, if larger.
            display.Step($"{compiler} could not link the launcher; libc6-dev may be missing");
            await PublishAsync(repository, compiler: null, result, $"{work}/self-contained", cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Arguments(string project, string? compiler)
    {
        string[] common = ["publish", project, "--configuration", "Release", "--runtime", Rid];
        return compiler is not null
            ? [.. common, $"-p:CppCompilerAndLinker={compiler}"]
            : [.. common, "--self-contained", "-p:PublishAot=false", "-p:StaticExecutable=false", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", $"-p:AssemblyName={FileName}"];
    }
}
