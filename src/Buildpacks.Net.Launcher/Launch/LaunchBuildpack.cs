using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>A buildpack of the image.</summary>
internal readonly struct LaunchBuildpack(Bytes id, LaunchApi api)
{
    /// <summary>Its id as written in metadata.toml.</summary>
    public Bytes Id => id;

    /// <summary>What its API has.</summary>
    public LaunchApi Api => api;

    /// <summary>The name of its folder below the layers folder.</summary>
    public Bytes FolderName
    {
        get
        {
            BytesBuilder name = default;
            for (var i = 0; i < id.Length; i++)
            {
                name = name.Add(id[i] == '/' ? (byte)'_' : id[i]);
            }

            return name.Built;
        }
    }
}
