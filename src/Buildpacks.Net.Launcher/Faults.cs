namespace Buildpacks.Net.Launcher;

/// <summary>The stable codes of the launcher's faults.</summary>
internal static class Faults
{
    /// <summary><c>CNB_PLATFORM_API</c> is missing, malformed or not supported.</summary>
    public const string PlatformApi = "BPN3951";

    /// <summary>metadata.toml is missing, unreadable or invalid.</summary>
    public const string Metadata = "BPN3952";

    /// <summary>The Buildpack API of a buildpack in metadata.toml is malformed or not supported.</summary>
    public const string BuildpackApi = "BPN3953";

    /// <summary>There is no command: neither a process of the image nor one given by the user.</summary>
    public const string NoCommand = "BPN3954";

    /// <summary>The process exists, but not in this execution environment.</summary>
    public const string NotInThisEnvironment = "BPN3955";

    /// <summary>The process comes from a buildpack that metadata.toml does not list.</summary>
    public const string UnknownBuildpack = "BPN3956";

    /// <summary>A folder or file of the image could not be read or entered.</summary>
    public const string Files = "BPN3957";

    /// <summary>An environment variable or argument holds a NUL character.</summary>
    public const string Nul = "BPN3958";

    /// <summary>An exec.d program could not be started, failed, or wrote something else than variables.</summary>
    public const string ExecD = "BPN3959";

    /// <summary>The command was not found, or only through a relative entry of PATH.</summary>
    public const string NotFound = "BPN3960";

    /// <summary>The operating system refused to start the program.</summary>
    public const string Start = "BPN3961";

    /// <summary>A fault nobody foresaw.</summary>
    public const string Unexpected = "BPN3999";
}
