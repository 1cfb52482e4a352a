using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher;

/// <summary>The stable codes of the launcher's faults.</summary>
internal static class Faults
{
    /// <summary><c>CNB_PLATFORM_API</c> is missing, malformed or not supported.</summary>
    public static Bytes PlatformApi => "BPN3951"u8;

    /// <summary>metadata.toml is missing, unreadable or invalid.</summary>
    public static Bytes Metadata => "BPN3952"u8;

    /// <summary>The Buildpack API of a buildpack in metadata.toml is malformed or not supported.</summary>
    public static Bytes BuildpackApi => "BPN3953"u8;

    /// <summary>There is no command: neither a process of the image nor one given by the user.</summary>
    public static Bytes NoCommand => "BPN3954"u8;

    /// <summary>The process exists, but not in this execution environment.</summary>
    public static Bytes NotInThisEnvironment => "BPN3955"u8;

    /// <summary>The process comes from a buildpack that metadata.toml does not list.</summary>
    public static Bytes UnknownBuildpack => "BPN3956"u8;

    /// <summary>A folder or file of the image could not be read or entered.</summary>
    public static Bytes Files => "BPN3957"u8;

    /// <summary>An environment variable or argument holds a NUL character.</summary>
    public static Bytes Nul => "BPN3958"u8;

    /// <summary>An exec.d program could not be started, failed, or wrote something else than variables.</summary>
    public static Bytes ExecD => "BPN3959"u8;

    /// <summary>The command was not found, or only through a relative entry of PATH.</summary>
    public static Bytes NotFound => "BPN3960"u8;

    /// <summary>The operating system refused to start the program.</summary>
    public static Bytes Start => "BPN3961"u8;

    /// <summary>The arguments of <c>--explain</c> are not understood.</summary>
    public static Bytes Arguments => "BPN3962"u8;

    /// <summary>A fault nobody foresaw.</summary>
    public static Bytes Unexpected => "BPN3999"u8;
}
