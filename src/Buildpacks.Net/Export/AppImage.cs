using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Export;

/// <summary>Puts the app image together: the run image, the layers above it, and how containers of it run.</summary>
internal sealed class AppImage(ExportInputs inputs, ExportDocuments documents, BuildMetadataToml metadata, Image runImage)
{
    private const string PathVariable = "PATH";
    private const string LauncherFolders = "/cnb/process:/cnb/lifecycle:";
    private const string ExecutionEnvironmentLabel = "io.buildpacks.exec-env";

    private Timestamp Created { get; } =
        inputs is { Features.HasSourceDateEpoch: true, CreationTime: { } time } ? Timestamp.From(time) : Timestamp.Reproducible;

    /// <summary>Makes the image.</summary>
    /// <param name="layers">The layers above the run image.</param>
    /// <param name="lifecycleMetadata">What the layers are.</param>
    /// <param name="extended">The extended run image, whose config is taken; null without one.</param>
    /// <exception cref="LifecycleException">The process that is to be the default is not there.</exception>
    public NewImage Create(IReadOnlyList<ImageLayer> layers, LifecycleMetadata lifecycleMetadata, Image? extended)
    {
        var image = NewImage.From(runImage);
        var config = image.Config with
        {
            Container = "",
            Created = Created,
            Config = extended is not null && documents.Analyzed.RunImage!.Extend ? extended.Config.Config : image.Config.Config,
        };
        config = WithEnvironment(config);
        config = WithLabels(config, lifecycleMetadata);
        return image with
        {
            Layers = [.. runImage.Layers, .. layers],
            Config = config with
            {
                History = [.. runImage.Layers.Concat(layers).Select(History)],
                Config = config.Config with { Entrypoint = [EntryPoint()], Cmd = [], WorkingDir = inputs.InImage.AppDirectory },
            },
        };
    }

    private HistoryEntry History(ImageLayer layer) => inputs.Features.HasHistory && layer.History is { } entry
        ? entry with { Created = Created }
        : new HistoryEntry { Created = Created };

    private ImageConfig WithEnvironment(ImageConfig config) => config
        .WithEnv("CNB_LAYERS_DIR", inputs.InImage.LayersDirectory)
        .WithEnv("CNB_APP_DIR", inputs.InImage.AppDirectory)
        .WithEnv("CNB_PLATFORM_API", inputs.Features.Version.ToString())
        .WithEnv("CNB_DEPRECATION_MODE", "quiet")
        .WithEnv(PathVariable, LauncherFolders + config.GetEnv(PathVariable));

    private ImageConfig WithLabels(ImageConfig config, LifecycleMetadata lifecycleMetadata)
    {
        IEnumerable<Label> labels =
        [
            new(Platform.Labels.LifecycleMetadataLabel.Name, Platform.Labels.LifecycleMetadataLabel.ToJson(lifecycleMetadata)),
            new(BuildMetadataLabel.Name, BuildMetadataLabel.ToJson(metadata, inputs.Launcher, inputs.Features)),
            new(ProjectMetadataLabel.Name, ProjectMetadataLabel.ToJson(documents.Project)),
            .. metadata.Labels,
        ];
        if (inputs.Features.HasExecutionEnvironments && inputs.ExecutionEnvironment.Length > 0)
        {
            labels = labels.Append(new Label(ExecutionEnvironmentLabel, inputs.ExecutionEnvironment));
        }

        foreach (var label in labels)
        {
            ExportLog.Label(inputs.Log, label.Key);
            config = config.WithLabel(label.Key, label.Value);
        }

        return config;
    }

    private string EntryPoint()
    {
        if (inputs.ProcessType is { Length: > 0 } asked && !metadata.Processes.Any(process => process.Type == asked))
        {
            throw ExportFault.Of(
                ExportFault.BadProcess,
                $"the default process is to be '{asked}', but there is none of that type; "
                + $"choose one of: {string.Join(", ", metadata.Processes.Select(process => process.Type))}.");
        }

        var type = inputs.ProcessType is { Length: > 0 } given ? given : metadata.BuildpackDefaultProcessType;
        if (type.Length == 0)
        {
            ExportLog.NoDefaultProcess(inputs.Log);
            return LauncherFiles.LauncherPath;
        }

        ExportLog.DefaultProcess(inputs.Log, type);
        return LauncherFiles.ProcessPath(type);
    }
}
