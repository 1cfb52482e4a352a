using System.Globalization;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.TestKit;

/// <summary>A file system that is soon full, mounted on a folder. Needs root, and the right to mount.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>The folder it is mounted on.</summary>
    public string Path { get; }

    /// <summary>Mounts one on a folder, which is made if it is not there.</summary>
    public static async Task<SmallDisk> MountAsync(string path, int kibibytes)
    {
        Directory.CreateDirectory(path);
        await Command.RunAsync(
            "mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k,mode=1777"), "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = File.Create(System.IO.Path.Combine(Path, "filling"));
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public async ValueTask DisposeAsync() => await Command.RunAsync("umount", Path);
}
