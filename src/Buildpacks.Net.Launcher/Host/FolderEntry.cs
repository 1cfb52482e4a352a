using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>One name in a folder and what kind of file it is; links are not followed.</summary>
internal readonly record struct FolderEntry(string Name, PosixFileType Type)
{
    public bool IsFolder => Type == PosixFileType.Directory;

    public bool IsLink => Type == PosixFileType.SymbolicLink;
}
