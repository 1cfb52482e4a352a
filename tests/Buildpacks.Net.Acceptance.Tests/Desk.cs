using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>A place where a user works: a home, a folder for temporary files, caches and a working folder that nobody else has.</summary>
public sealed class Desk
{
    private readonly Workshop _workshop;
    private readonly string _root;

    public Desk(Workshop workshop, string root)
    {
        _workshop = workshop;
        _root = root;
        foreach (var folder in (string[])[Home, Temporary, Caches, Work])
        {
            Directory.CreateDirectory(folder);
        }

        // How packages are reached is a property of the machine, not of a user.
        var sources = Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".nuget/NuGet/NuGet.Config");
        if (File.Exists(sources))
        {
            Directory.CreateDirectory($"{Home}/.nuget/NuGet");
            File.Copy(sources, $"{Home}/.nuget/NuGet/NuGet.Config", overwrite: true);
        }

        Variables = new Dictionary<string, string?>
        {
            ["HOME"] = Home,
            ["TMPDIR"] = Temporary,
            ["CNB_CACHE_DIR"] = Caches,
            ["XDG_CACHE_HOME"] = null,
            ["CNB_LAUNCHER"] = null,
            ["CNB_REGISTRY_AUTH"] = null,
            ["SOURCE_DATE_EPOCH"] = null,
            ["NUGET_PACKAGES"] = null,
            ["DOTNET_CLI_HOME"] = null,
        };
    }

    public string Home => $"{_root}/home";

    public string Temporary => $"{_root}/tmp";

    public string Caches => $"{_root}/caches";

    /// <summary>The working folder; images go below its <c>out</c>.</summary>
    public string Work => $"{_root}/work";

    /// <summary>What programs have in their environment besides that of the tests.</summary>
    public Dictionary<string, string?> Variables { get; }

    /// <summary>The user; null for that of the tests.</summary>
    public (int User, int Group)? Identity { get; init; }

    /// <summary>The mask for the modes of files, octal.</summary>
    public string Mask { get; init; } = "022";

    /// <summary>What is left in the folder for temporary files. The .NET runtime leaves its own things there, which do not count.</summary>
    public IEnumerable<string> Leftovers => Directory.EnumerateFileSystemEntries(Temporary).Select(path => Path.GetFileName(path))
        .Where(name => !name.StartsWith("clr-debug-pipe", StringComparison.Ordinal) && !name.StartsWith("dotnet-diagnostic", StringComparison.Ordinal)
            && name is not (".dotnet" or "NuGetScratch" or "MSBuildTemp"));

    /// <summary>Runs <c>cnb build</c>.</summary>
    public async Task<CommandResult> BuildAsync(params string[] arguments) => await Command.TryAsync(await BuildCallAsync(arguments));

    /// <summary>The call of <c>cnb build</c>, to be run in another way.</summary>
    public async Task<ProgramCall> BuildCallAsync(params string[] arguments) => Call([$"{await _workshop.CnbAsync()}/cnb", "build", .. arguments]);

    /// <summary>The call of a program, as this user, here.</summary>
    public ProgramCall Call(params string[] command)
    {
        string[] identity = Identity is var (user, group) ? ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups"] : [];
        return new ProgramCall("sh", ["-c", $"umask {Mask}; exec \"$@\"", "sh", .. identity, .. command]) { Environment = Variables, Directory = Work };
    }

    /// <summary>Gives everything here to the user.</summary>
    public Task HandOverAsync() => Identity is var (user, group) ? Command.RunAsync("chown", "-R", $"{user}:{group}", _root) : Task.CompletedTask;
}
