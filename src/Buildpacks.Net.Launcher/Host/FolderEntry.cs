using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>One name in a folder and what kind of file it is; links are not followed.</summary>
internal readonly struct FolderEntry(Bytes name, FileType type)
{
    public Bytes Name => name;

    public FileType Type => type;

    public bool IsFolder => type == FileType.Folder;

    public bool IsLink => type == FileType.Link;
}
