using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A layer's folder, and which parts may be in it.</summary>
internal sealed record LaunchLayer(string Path, LayerParts Parts)
{
    public bool Has(LayerParts part) => (Parts & part) != 0;

    /// <summary>Looks once what is in the folder, so that absent parts cost nothing later.</summary>
    /// <exception cref="PosixException">The folder cannot be entered.</exception>
    public static LaunchLayer Scan(string path)
    {
        var parts = Listed(path);
        return new LaunchLayer(path, parts & ~Absent(path, parts));
    }

    private static LayerParts Listed(string path)
    {
        var parts = LayerParts.None;
        try
        {
            foreach (var entry in LaunchFiles.List(path) ?? [])
            {
                parts |= Part(entry.Name);
            }

            return parts;
        }
        catch (PosixException exception) when (exception.Error == LibC.AccessDenied)
        {
            // A folder may be open to those who know the names in it.
            return LayerParts.All;
        }
    }

    private static LayerParts Part(string name) => name switch
    {
        "bin" => LayerParts.Bin,
        "lib" => LayerParts.Lib,
        "env" => LayerParts.Env,
        "env.launch" => LayerParts.EnvLaunch,
        "exec.d" => LayerParts.ExecD,
        "profile.d" => LayerParts.ProfileD,
        _ => LayerParts.None,
    };

    // The folders of env files and scripts are opened anyway; these two are only named, and must not be dangling links.
    private static LayerParts Absent(string path, LayerParts parts) =>
        ((parts & LayerParts.Bin) != 0 && !LaunchFiles.Exists(path + "/bin") ? LayerParts.Bin : 0)
        | ((parts & LayerParts.Lib) != 0 && !LaunchFiles.Exists(path + "/lib") ? LayerParts.Lib : 0);
}
