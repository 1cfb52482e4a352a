namespace Buildpacks.Net.Cli;

/// <summary>What was asked for cannot be done. The message says what was tried, on what, why it failed and what to do.</summary>
internal sealed class CliException : Exception
{
    /// <summary>Arguments do not fit together, or a value of one cannot be used.</summary>
    public const string BadArguments = "BPN4001";

    /// <summary>A file or folder that was named is not there, or cannot be read or written.</summary>
    public const string BadPath = "BPN4002";

    /// <summary>A buildpack that was named cannot be used.</summary>
    public const string BadBuildpack = "BPN4003";

    /// <summary>A buildpack or the launcher could not be built from its source.</summary>
    public const string BuildFailed = "BPN4004";

    /// <summary>An image that was named is not there.</summary>
    public const string NoImage = "BPN4005";

    /// <summary>There is no launcher to put into the image.</summary>
    public const string NoLauncher = "BPN4006";

    /// <summary>An image was not made by buildpacks.</summary>
    public const string NotFromBuildpacks = "BPN4020";

    /// <summary>An image has no bills of materials, or none that can be taken out.</summary>
    public const string NoSbom = "BPN4021";

    /// <summary>An image does not say a base that can be found from here.</summary>
    public const string NoBase = "BPN4022";

    /// <summary>It cannot be told how a process of an image starts.</summary>
    public const string NotExplained = "BPN4023";

    public CliException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>Whether the command line is to blame.</summary>
    public bool IsUsage => Code == BadArguments;

    /// <summary>The fault of a command line.</summary>
    public static CliException Usage(string message) => new(BadArguments, message);
}
