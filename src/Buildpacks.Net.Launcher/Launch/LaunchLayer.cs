using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A layer's folder, and which parts are in it.</summary>
internal readonly struct LaunchLayer(Bytes path, LayerParts parts)
{
    public Bytes Path => path;

    public bool Has(LayerParts part) => (parts & part) != 0;

    /// <summary>Looks once what is in the folder, so that absent parts cost nothing later.</summary>
    public static LaunchLayer Scan(ImageFiles files, Bytes path)
    {
        var error = files.TryList(path, out var entries);
        return error switch
        {
            0 => new LaunchLayer(path, Present(files, path, entries)),

            // A folder may be open to those who know the names in it.
            SystemCalls.AccessDenied => new LaunchLayer(path, LayerParts.All & ~Absent(files, path, LayerParts.Bin) & ~Absent(files, path, LayerParts.Lib)),
            _ => throw Fault.OfSystem("read the folder"u8, path, error),
        };
    }

    private static LayerParts Present(ImageFiles files, Bytes path, Sequence<FolderEntry> entries)
    {
        var parts = LayerParts.None;
        for (var i = 0; i < entries.Count; i++)
        {
            var part = Part(entries[i].Name);
            parts |= part;

            // The folders of env files and scripts are opened anyway; bin and lib are only named, and must not be dangling links.
            if (entries[i].IsLink && part is (LayerParts.Bin or LayerParts.Lib))
            {
                parts &= ~Absent(files, path, part);
            }
        }

        return parts;
    }

    private static LayerParts Part(Bytes name) =>
        name.Is("bin"u8) ? LayerParts.Bin
        : name.Is("lib"u8) ? LayerParts.Lib
        : name.Is("env"u8) ? LayerParts.Env
        : name.Is("env.launch"u8) ? LayerParts.EnvLaunch
        : name.Is("exec.d"u8) ? LayerParts.ExecD
        : name.Is("profile.d"u8) ? LayerParts.ProfileD
        : LayerParts.None;

    private static LayerParts Absent(ImageFiles files, Bytes path, LayerParts part) =>
        files.Exists(Paths.Join(path, part == LayerParts.Bin ? "bin"u8 : "lib"u8)) ? LayerParts.None : part;
}
