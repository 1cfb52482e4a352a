using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>What <see cref="MachineBaseImage"/> is assembled from.</summary>
internal sealed record MachineBaseInputs
{
    /// <summary>The machine's root folder.</summary>
    public string Root { get; init; } = "/";

    /// <summary>
    /// Folders of the application and of launch layers, whose programs, libraries and executable scripts will run in the
    /// image. None before the build.
    /// </summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>
    /// Commands that must be there: names, looked up in the usual folders for programs, or absolute paths. What the
    /// machine does not have is left out, since the application may bring it.
    /// </summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Where compressed layers are kept for the next build; made when missing.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>
    /// Where the layers of the image are written; made when missing. Whoever asked for the image removes them.
    /// </summary>
    public required string SpoolDirectory { get; init; }

    /// <summary>Where warnings go.</summary>
    public required ILogger Log { get; init; }
}
