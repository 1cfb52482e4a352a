namespace DotnetBuildpack;

/// <summary>The two modes that files of an application have.</summary>
internal static class Modes
{
    public const UnixFileMode File =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public const UnixFileMode Program =
        File | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
