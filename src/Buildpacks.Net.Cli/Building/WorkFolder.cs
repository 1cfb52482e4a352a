using System.Security.Cryptography;
using System.Text;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Building;

/// <summary>
/// The folders of one build. They are named after the image, so that a build that shows its folder somewhere shows the same
/// one each time; two builds of the same name wait for each other.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const uint OwnerOnly = 0x1C0;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _lock;

    private WorkFolder(string root, FileStream held)
    {
        Root = root;
        _lock = held;
    }

    /// <summary>The folder with all the others.</summary>
    public string Root { get; }

    /// <summary>A copy of the application, which buildpacks may change.</summary>
    public string App => $"{Root}/workspace";

    /// <summary>The layers folder.</summary>
    public string Layers => $"{Root}/layers";

    /// <summary>The platform folder.</summary>
    public string Platform => $"{Root}/platform";

    /// <summary>The buildpacks, as the lifecycle looks for them.</summary>
    public string Buildpacks => $"{Root}/buildpacks";

    /// <summary>Documents that phases leave each other.</summary>
    public string Documents => $"{Root}/documents";

    /// <summary>Files that are needed for moments.</summary>
    public string Spool => $"{Root}/spool";

    /// <summary>Makes the folders of a build.</summary>
    /// <param name="name">The image.</param>
    /// <param name="temporary">The folder for temporary files.</param>
    /// <param name="caches">The user's caches, where builds of one name find out about each other.</param>
    /// <param name="waiting">Called once when another build of this name is going on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="CliException">They cannot be made.</exception>
    public static async Task<WorkFolder> OpenAsync(
        ImageReference name, string temporary, CacheFolder caches, Action waiting, CancellationToken cancellationToken)
    {
        var key = Key(name);
        var held = await LockAsync(caches.Lock(key), waiting, cancellationToken).ConfigureAwait(false);
        try
        {
            var folder = new WorkFolder(Claim(temporary, key), held);
            foreach (var path in (string[])[folder.App, folder.Layers, folder.Platform + "/env", folder.Buildpacks, folder.Documents, folder.Spool])
            {
                PosixFile.MakeDirectories(path);
            }

            return folder;
        }
        catch (IOException fault)
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw new CliException(CliException.BadPath, $"could not make folders for the build in {temporary}: {fault.Message.TrimEnd('.')}; set TMPDIR to a folder with room.", fault);
        }
    }

    /// <summary>What stands for an image in names of folders.</summary>
    public static string Key(ImageReference name)
    {
        const int length = 12;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.RepositoryName)))[..length];
    }

    /// <summary>Removes the folders and lets the next build of this name begin.</summary>
    public void Dispose()
    {
        try
        {
            WritableTree.Remove(Root);
        }
        catch (IOException)
        {
            // What cannot be removed now is removed before the next build.
        }

        _lock.Dispose();
    }

    private static async Task<FileStream> LockAsync(string path, Action waiting, CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (first)
                {
                    waiting();
                }

                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string Claim(string temporary, string key)
    {
        var root = $"{temporary}/cnb-{key}";
        try
        {
            WritableTree.Remove(root);
            PosixFile.MakeDirectory(root, OwnerOnly);
            return root;
        }
        catch (IOException) when (PosixFile.TryStatusOfLink(root) is not null)
        {
            // Somebody else's: they build an image of the same name.
            root = $"{root}-{Guid.NewGuid():N}";
            PosixFile.MakeDirectory(root, OwnerOnly);
            return root;
        }
    }
}
