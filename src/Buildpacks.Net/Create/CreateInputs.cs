using Buildpacks.Net.Analyze;
using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Export;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Restore;

namespace Buildpacks.Net.Create;

/// <summary>What a whole build works on (Platform API, creator): the inputs of its phases, which share folders and documents.</summary>
public sealed record CreateInputs
{
    /// <summary>The inputs of the analysis.</summary>
    public required AnalyzeInputs Analyze { get; init; }

    /// <summary>The inputs of the detection.</summary>
    public required DetectInputs Detect { get; init; }

    /// <summary>The inputs of the extensions' turn; null where extensions cannot take part.</summary>
    public GenerateInputs? Generate { get; init; }

    /// <summary>The inputs of the restore; null restores nothing.</summary>
    public RestoreInputs? Restore { get; init; }

    /// <summary>The inputs of the build.</summary>
    public required BuildInputs Build { get; init; }

    /// <summary>The inputs of the export.</summary>
    public required ExportInputs Export { get; init; }

    /// <summary>
    /// Called once everything is built and before the export begins, for a platform whose run image depends on what was built;
    /// null to call nobody.
    /// </summary>
    public Func<BuildResult, CancellationToken, Task>? BeforeExport { get; init; }

    /// <summary>Told of each phase as it begins; null to tell nobody.</summary>
    public IProgress<CreateStep>? Progress { get; init; }
}
