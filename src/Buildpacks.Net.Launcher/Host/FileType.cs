namespace Buildpacks.Net.Launcher.Host;

/// <summary>What kind of file an entry is: the four type bits of st_mode, shifted to a small number.</summary>
internal enum FileType
{
    Unknown = 0,
    Pipe = 1,
    Folder = 4,
    Regular = 8,
    Link = 10,
    Socket = 12,
}
