using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>A file or folder of the machine, and all links on the way to it.</summary>
/// <param name="Path">Its path from the machine's root, free of links.</param>
/// <param name="DiskPath">Where it is on disk.</param>
/// <param name="Status">What the file system knows of it.</param>
/// <param name="Links">The links that lead to it, by paths that are free of links but for their last name.</param>
internal sealed record ResolvedFile(
    string Path, string DiskPath, PosixFileStatus Status, IReadOnlyList<ResolvedLink> Links)
{
    /// <summary>Whether anyone may run it.</summary>
    public bool IsExecutable => Status.Type == PosixFileType.Regular && (Status.Permissions & 0x49) != 0;

    /// <summary>The link at a path, when the way led through one there.</summary>
    public ResolvedLink? LinkAt(string path)
    {
        foreach (var link in Links)
        {
            if (link.Path == path)
            {
                return link;
            }
        }

        return null;
    }
}

/// <summary>One symbolic link.</summary>
/// <param name="Path">Where it is, from the machine's root.</param>
/// <param name="Target">Its target as stored.</param>
internal readonly record struct ResolvedLink(string Path, string Target);
