using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Generate;

/// <summary>Copies files with their permissions; links stay links, and other kinds of files are left out.</summary>
internal static class FolderCopy
{
    private const uint ReadWrite = 0x1B6;

    /// <summary>Copies the content of a folder into another one, which is made.</summary>
    public static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        PosixFile.MakeDirectories(to);
        foreach (var name in PosixFile.ReadDirectory(from))
        {
            var (source, target) = ($"{from}/{name}", $"{to}/{name}");
            switch (PosixFile.StatusOfLink(source))
            {
                case { Type: PosixFileType.Directory }:
                    await CopyAsync(source, target, cancellationToken).ConfigureAwait(false);
                    break;
                case { Type: PosixFileType.SymbolicLink }:
                    PosixFile.RemoveTree(target);
                    PosixFile.MakeLink(PosixFile.ReadLink(source), target);
                    break;
                case { Type: PosixFileType.Regular } status:
                    await CopyFileAsync(source, target, cancellationToken, status.Permissions | ReadWrite).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Copies one file over whatever is there.</summary>
    public static async Task CopyFileAsync(string from, string to, CancellationToken cancellationToken, uint mode = ReadWrite)
    {
        PosixFile.RemoveTree(to);
        var source = PosixFile.OpenRead(from);
        await using (source.ConfigureAwait(false))
        {
            var target = PosixFile.Create(to, mode);
            await using (target.ConfigureAwait(false))
            {
                await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
