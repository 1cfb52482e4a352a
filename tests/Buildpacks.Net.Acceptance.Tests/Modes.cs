namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Permissions of files.</summary>
internal static class Modes
{
    /// <summary>Everyone reads and enters; the owner writes.</summary>
    public const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Everyone may do everything.</summary>
    public const UnixFileMode Open = Everyone | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
}
