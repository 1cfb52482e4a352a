using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Building;

/// <summary>What is to be built, completely: flags, project descriptor and defaults are resolved. Paths are absolute.</summary>
internal sealed record BuildRequest
{
    /// <summary>The name of the image.</summary>
    public required ImageName Name { get; init; }

    /// <summary>Further names of it.</summary>
    public IReadOnlyList<ImageName> Tags { get; init; } = [];

    /// <summary>The folder of the application. It is only read.</summary>
    public required string SourceDirectory { get; init; }

    /// <summary>What project.toml says.</summary>
    public ProjectDescriptor Project { get; init; } = ProjectDescriptor.Empty;

    /// <summary>Buildpacks as named on the command line, in order.</summary>
    public IReadOnlyList<string> Buildpacks { get; init; } = [];

    /// <summary>Buildpacks that run before them.</summary>
    public IReadOnlyList<string> PreBuildpacks { get; init; } = [];

    /// <summary>Buildpacks that run after them.</summary>
    public IReadOnlyList<string> PostBuildpacks { get; init; } = [];

    /// <summary>The base; null for a minimal one made from this machine.</summary>
    public string? RunImage { get; init; }

    /// <summary>Where the image goes.</summary>
    public required OutputTarget Output { get; init; }

    /// <summary>Variables for the buildpacks.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The process that starts by default; null to leave it to the buildpacks.</summary>
    public string? DefaultProcess { get; init; }

    /// <summary>When the image is said to be made; null for the fixed time of reproducible images.</summary>
    public DateTimeOffset? CreationTime { get; init; }

    /// <summary>The image of the last build; null for one of the same name.</summary>
    public ImageName? PreviousImage { get; init; }

    /// <summary>Where layers are kept between builds.</summary>
    public CacheTarget Cache { get; init; } = CacheTarget.Default;

    /// <summary>Whether what is kept is thrown away first.</summary>
    public bool ClearsCache { get; init; }

    /// <summary>Where bills of materials are copied to; null for nowhere.</summary>
    public string? SbomDirectory { get; init; }

    /// <summary>Where report.toml is written; null for nowhere.</summary>
    public string? ReportDirectory { get; init; }

    /// <summary>The folder of the application in the image.</summary>
    public string Workspace { get; init; } = ImagePlacement.Usual.AppDirectory;

    /// <summary>Whether only to find out what would be done.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>What is built for.</summary>
    public string ExecutionEnvironment { get; init; } = "production";

    /// <summary>Registries that may be talked to without TLS.</summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];
}
