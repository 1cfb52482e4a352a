using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Shell;

/// <summary>The scripts that set up the shell of a process (Buildpack specification, "Profile").</summary>
internal static class ProfileScripts
{
    private const string AppProfile = ".profile";

    /// <summary>The scripts in the order they run: layer by layer, for all processes and for this type, last the application's own.</summary>
    /// <exception cref="PosixException">A folder cannot be read.</exception>
    public static List<string> Find(
        IReadOnlyList<IReadOnlyList<LaunchLayer>> layers, string processType, string appFolder)
    {
        var scripts = new List<string>();
        foreach (var buildpack in layers)
        {
            foreach (var layer in buildpack)
            {
                if (layer.Has(LayerParts.ProfileD))
                {
                    LayerFiles.Add(scripts, layer.Path, "profile.d", processType);
                }
            }
        }

        var own = UnixPath.Join(appFolder, AppProfile);
        if (LaunchFiles.Exists(own) && LaunchFiles.TypeOf(own) != PosixFileType.Directory)
        {
            scripts.Add(AppProfile);
        }

        return scripts;
    }
}
