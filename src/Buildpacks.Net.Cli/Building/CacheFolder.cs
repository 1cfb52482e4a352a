using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Cli.Building;

/// <summary>The user's folder for what later builds can use: everything in it may be deleted at any time.</summary>
/// <param name="Root">Its absolute path.</param>
internal sealed record CacheFolder(string Root)
{
    /// <summary>Compiled buildpacks.</summary>
    public string Buildpacks => $"{Root}/buildpacks";

    /// <summary>Compiled launchers.</summary>
    public string Launchers => $"{Root}/launchers";

    /// <summary>Layers of the base made from this machine.</summary>
    public string MachineLayers => $"{Root}/machine/layers";

    /// <summary>What layers need of that base.</summary>
    public string MachineScans => $"{Root}/machine/scans";

    /// <summary>Chooses the folder: CNB_CACHE_DIR, else the user's cache folder, else one below the folder for temporary files.</summary>
    /// <exception cref="CliException">None can be written to.</exception>
    public static CacheFolder Open(EnvironmentVariables environment, string temporary)
    {
        string[] candidates =
        [
            environment["CNB_CACHE_DIR"],
            environment["XDG_CACHE_HOME"] is { Length: > 0 } caches ? $"{caches}/cnb" : "",
            environment["HOME"] is { Length: > 1 } home ? $"{home}/.cache/cnb" : "",
            $"{temporary}/cnb-cache-{Environment.UserName}",
            $"{temporary}/cnb-cache",
        ];
        var usable = candidates.Where(path => path.StartsWith('/')).FirstOrDefault(TryMake) ?? throw new CliException(
            CliException.BadPath, $"there is no folder for caches: neither CNB_CACHE_DIR, XDG_CACHE_HOME, HOME nor {temporary} can be written to; set CNB_CACHE_DIR.");
        return new CacheFolder(Path.TrimEndingDirectorySeparator(usable));
    }

    /// <summary>The layers of an image, or of a name that several images share.</summary>
    public string Layers(string key) => $"{Root}/layers/{key}";

    /// <summary>The file that a build of an image holds while it lasts.</summary>
    public string Lock(string key) => $"{Root}/{key}.lock";

    private static bool TryMake(string path)
    {
        try
        {
            PosixFile.MakeDirectories(path);
            return PosixFile.IsWritable(path);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
