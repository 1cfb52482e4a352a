namespace Buildpacks.Net.Shared;

/// <summary>What kind of file an entry is: the four type bits of st_mode, shifted to a small number.</summary>
internal enum PosixFileType
{
    Fifo = 1,
    CharacterDevice = 2,
    Directory = 4,
    BlockDevice = 6,
    Regular = 8,
    SymbolicLink = 10,
    Socket = 12,
}

/// <summary>What the file system knows of one file.</summary>
/// <param name="Type">Kind of file.</param>
/// <param name="Permissions">The low twelve bits of the mode: permissions, setuid, setgid, sticky.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Links">Hard links.</param>
/// <param name="Device">Number of the device that holds the file.</param>
/// <param name="Inode">Number of the file on that device.</param>
/// <param name="ModifiedNanoseconds">mtime since 1970, in nanoseconds.</param>
/// <param name="ChangedNanoseconds">ctime since 1970, in nanoseconds.</param>
/// <param name="DeviceMajor">Major number, for a device file.</param>
/// <param name="DeviceMinor">Minor number, for a device file.</param>
internal readonly record struct PosixFileStatus(
    PosixFileType Type,
    uint Permissions,
    uint UserId,
    uint GroupId,
    long Size,
    uint Links,
    ulong Device,
    ulong Inode,
    long ModifiedNanoseconds,
    long ChangedNanoseconds,
    uint DeviceMajor,
    uint DeviceMinor);
