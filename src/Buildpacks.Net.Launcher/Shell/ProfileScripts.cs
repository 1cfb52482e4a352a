using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Shell;

/// <summary>The scripts that set up the shell of a process (Buildpack specification, "Profile").</summary>
internal static class ProfileScripts
{
    /// <summary>The scripts in the order they run: layer by layer, for all processes and for this type, last the application's own.</summary>
    public static Sequence<Bytes> Find(ImageFiles files, Sequence<Sequence<LaunchLayer>> layers, Bytes processType, Bytes appFolder)
    {
        var scripts = LayerFiles.Find(files, layers, LayerParts.ProfileD, "profile.d"u8, processType);
        var own = Paths.Join(appFolder, ".profile"u8);
        if (files.Exists(own) && files.TypeOf(own) != FileType.Folder)
        {
            scripts.Add(".profile"u8);
        }

        return scripts;
    }
}
