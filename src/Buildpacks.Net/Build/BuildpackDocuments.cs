using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Build;

/// <summary>Reads and checks the <c>build.toml</c> and <c>launch.toml</c> that a buildpack wrote.</summary>
internal sealed class BuildpackDocuments(
    Component buildpack, BuildpackFeatures features, BuildpackId id, string layersDirectory, ILogger log)
{
    /// <summary>Reads <c>build.toml</c>; the names it calls unmet must be in the plan.</summary>
    /// <exception cref="LifecycleException">The document cannot be used.</exception>
    public async Task<BuildToml> ReadBuildAsync(BuildpackPlanToml plan, CancellationToken cancellationToken)
    {
        var document = await ReadAsync<BuildToml>("build.toml", cancellationToken).ConfigureAwait(false) ?? new BuildToml();
        foreach (var name in document.Unmet)
        {
            if (name.Length == 0)
            {
                throw Unusable("build.toml", "an entry of 'unmet' has no 'name'");
            }

            if (!plan.Entries.Any(entry => entry.Name == name))
            {
                throw Unusable("build.toml", $"'unmet' names '{name}', which nobody asked of this buildpack");
            }
        }

        return document with { Bom = CheckBom("build.toml", document.Bom) };
    }

    /// <summary>Reads <c>launch.toml</c>, whose form depends on the API of the buildpack.</summary>
    /// <exception cref="LifecycleException">The document cannot be used.</exception>
    public async Task<LaunchToml> ReadLaunchAsync(CancellationToken cancellationToken)
    {
        var document = await ReadAsync<LaunchToml>("launch.toml", cancellationToken).ConfigureAwait(false) ?? new LaunchToml();
        if (document.Processes.Count(process => process.Default) > 1)
        {
            throw Unusable("launch.toml", "more than one process is the default; mark one of them");
        }

        return document with { Bom = CheckBom("launch.toml", document.Bom) };
    }

    /// <summary>A process as metadata.toml has it.</summary>
    /// <exception cref="LifecycleException">It is not in the form of the buildpack's API.</exception>
    public MetadataProcess Convert(LaunchProcess process)
    {
        if (features.CommandIsArray ? process is { Command: not null, CommandIsString: true } : process is not { CommandIsString: true })
        {
            throw Unusable(process, features.CommandIsArray ? "'command' must be an array" : "'command' must be a string");
        }

        if (features.CommandIsArray && process.Direct is not null)
        {
            throw Unusable(process, "'direct' is not supported since Buildpack API 0.9, where every process is direct; take it out");
        }

        if (process.WorkingDirectory.Length > 0 && !features.HasWorkingDirectory)
        {
            BuildLog.WorkingDirectoryIgnored(log, buildpack.ToString(), process.Type);
        }

        return new MetadataProcess
        {
            Type = process.Type,
            Command = process.Command ?? [],
            Args = process.Args,
            Direct = process.Direct ?? features.CommandIsArray,
            Default = process.Default,
            BuildpackId = id.Value,
            WorkingDirectory = features.HasWorkingDirectory ? process.WorkingDirectory : "",
            Init = process.Init,
            ExecEnv = process.ExecEnv,
        };
    }

    private List<BomEntry> CheckBom(string file, IReadOnlyList<BomEntry> entries)
    {
        if (entries.FirstOrDefault(entry => !string.IsNullOrEmpty(entry.Version)) is { } wrong)
        {
            throw Unusable(file, $"the [[bom]] entry '{wrong.Name}' has 'version' beside 'name'; write it as metadata.version");
        }

        if (entries.Count > 0 && !LayerOutput.FilesIn(layersDirectory).Any(SbomOutput.IsSbom))
        {
            BuildLog.LegacyBom(log, buildpack.ToString());
        }

        var author = new GroupElement { Id = id, Version = buildpack.Descriptor.Info.Version };
        return [.. entries.Select(entry => entry with { Buildpack = author })];
    }

    private async Task<T?> ReadAsync<T>(string file, CancellationToken cancellationToken)
        where T : class, IDocument<T>
    {
        try
        {
            return await DocumentFile.ReadIfPresentAsync<T>($"{layersDirectory}/{file}", cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw BuildFault.Unusable(buildpack, fault.Message, fault);
        }
    }

    private LifecycleException Unusable(string file, string problem) =>
        BuildFault.Unusable(buildpack, $"{layersDirectory}/{file}: {problem}");

    private LifecycleException Unusable(LaunchProcess process, string problem) =>
        Unusable($"launch.toml:{process.Position.Line}:{process.Position.Column}", $"in process '{process.Type}': {problem}");
}
