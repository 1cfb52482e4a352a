using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Export;

/// <summary>The faults of exports.</summary>
public static class ExportFault
{
    /// <summary>The run image is not known, not there, or not usable.</summary>
    public const string NoRunImage = "BPN3601";

    /// <summary>A layer without content is in no previous image, or must not be without content.</summary>
    public const string NoContent = "BPN3602";

    /// <summary>The description of a layer cannot be read.</summary>
    public const string BadLayer = "BPN3603";

    /// <summary>A pattern of a slice is malformed.</summary>
    public const string BadSlice = "BPN3604";

    /// <summary>A process cannot be exported, or the default process is not there.</summary>
    public const string BadProcess = "BPN3605";

    /// <summary>A file that the export needs cannot be read, or report.toml cannot be written.</summary>
    public const string NoFile = "BPN3606";

    /// <summary>A file changed while the export read it.</summary>
    public const string Changed = "BPN3607";

    internal static LifecycleException Of(string code, string message, Exception? cause = null) =>
        new(code, FailureKind.Export, $"could not export: {message}", cause);
}
