using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>Hands folders that a platform mounted for root over to the user that does the work.</summary>
internal static class Volumes
{
    private const uint GroupWrite = 0x10;
    private const uint WorldWrite = 0x2;

    /// <summary>Gives each folder, and all in it, to the user, unless the user can write to the folder already. Missing ones are passed over.</summary>
    public static void GiveTo(UserAndGroup owner, IEnumerable<string?> folders)
    {
        foreach (var folder in folders)
        {
            if (folder is not null && PosixFile.TryStatus(folder) is { } status && !CanWrite(owner, status))
            {
                GiveTree(folder, owner);
            }
        }
    }

    // Owners are taken to have the right to write, and what is in a writable folder to be as it should: the check is cheap.
    private static bool CanWrite(UserAndGroup owner, PosixFileStatus status) =>
        status.UserId == owner.UserId
        || (status.GroupId == owner.GroupId && (status.Permissions & GroupWrite) != 0)
        || (status.Permissions & WorldWrite) != 0;

    private static void GiveTree(string path, UserAndGroup owner)
    {
        PosixFile.ChangeOwner(path, owner.UserId, owner.GroupId);
        if (PosixFile.StatusOfLink(path).Type != PosixFileType.Directory)
        {
            return;
        }

        foreach (var name in PosixFile.ReadDirectory(path))
        {
            GiveTree(path + "/" + name, owner);
        }
    }
}
