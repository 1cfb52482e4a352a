using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Build;

/// <summary>
/// The build phase (Platform API, builder): runs the buildpacks of the group one after the other, each in the environment that the
/// layers of those before it made, and writes down what the image is to be made of.
/// </summary>
public static class BuildPhase
{
    /// <summary>Runs the phase.</summary>
    /// <exception cref="DocumentException">group.toml, plan.toml or analyzed.toml cannot be read.</exception>
    /// <exception cref="LifecycleException">A buildpack failed, or the build cannot be carried out.</exception>
    /// <exception cref="IOException">metadata.toml cannot be written.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; the buildpack has been ended with all it started, and there is no new metadata.toml.
    /// </exception>
    public static async Task<BuildResult> RunAsync(BuildInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var group = await GroupToml.ReadAsync(inputs.GroupPath, cancellationToken).ConfigureAwait(false);
        var plan = await PlanToml.ReadAsync(inputs.PlanPath, cancellationToken).ConfigureAwait(false);
        CheckApis(group);
        var analyzed = await AnalyzedDocument.ReadAsync(inputs.AnalyzedPath, inputs.Log, cancellationToken).ConfigureAwait(false);
        var metadata = await RunAsync(inputs, group, plan, analyzed, cancellationToken).ConfigureAwait(false);
        await WriteAsync(inputs, metadata, cancellationToken).ConfigureAwait(false);
        return new BuildResult(metadata);
    }

    private static void CheckApis(GroupToml group)
    {
        foreach (var element in group.Group)
        {
            ComponentApi.Check(ComponentKind.Buildpack, element.ToString(), element.Api);
        }
    }

    private static async Task<BuildMetadataToml> RunAsync(
        BuildInputs inputs, GroupToml group, PlanToml plan, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        try
        {
            var target = await HostTarget.CompleteAsync(analyzed.RunImage?.Target, inputs.Log, cancellationToken).ConfigureAwait(false);
            var outputs = await RunGroupAsync(inputs, group, plan, target, cancellationToken).ConfigureAwait(false);
            await WriteSbomsAsync(inputs, outputs, cancellationToken).ConfigureAwait(false);
            return Combine(inputs, group, outputs);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw BuildFault.NotPossible($"the layers folder {inputs.LayersDirectory}", fault);
        }
    }

    private static async Task<IReadOnlyList<BuildpackOutput>> RunGroupAsync(
        BuildInputs inputs, GroupToml group, PlanToml plan, TargetMetadata target, CancellationToken cancellationToken)
    {
        new SbomFolder(inputs.LayersDirectory).Clear();
        var store = new ComponentStore(inputs.BuildpacksDirectory);
        var variables = BuildEnvironment.FromInherited(inputs.Environment);
        var remaining = new RemainingPlan(plan.Entries);
        var outputs = new List<BuildpackOutput>();
        foreach (var element in group.Group)
        {
            BuildLog.Running(inputs.Log, element.ToString());
            var buildpack = await LookUpAsync(store, element, cancellationToken).ConfigureAwait(false);
            var run = new BuildpackRun(inputs, target, buildpack, ComponentApi.FeaturesOf(buildpack, FailureKind.Build));
            var asked = remaining.For(ComponentKind.Buildpack, element.Id);
            var output = await run.RunAsync(variables, asked, cancellationToken).ConfigureAwait(false);
            outputs.Add(output);
            variables = output.Variables;
            remaining = remaining.Without(output.Met);
            BuildLog.Finished(inputs.Log, element.ToString());
        }

        return outputs;
    }

    private static async Task<Component> LookUpAsync(ComponentStore store, GroupElement element, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(ComponentKind.Buildpack, element.Id, element.Version, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw BuildFault.NotPossible(element.ToString(), fault);
        }
    }

    private static async Task WriteSbomsAsync(BuildInputs inputs, IReadOnlyList<BuildpackOutput> outputs, CancellationToken cancellationToken)
    {
        var folder = new SbomFolder(inputs.LayersDirectory);
        if (inputs.Features.HasSbomLayers)
        {
            await folder.CopyAsync(outputs.SelectMany(output => output.Sboms), cancellationToken).ConfigureAwait(false);
        }

        if (inputs.Features.LegacyBomIsFile)
        {
            var build = outputs.SelectMany(output => output.BuildBom).ToList();
            var launch = outputs.SelectMany(output => output.LaunchBom).ToList();
            await folder.WriteLegacyAsync(build, launch, cancellationToken).ConfigureAwait(false);
        }
    }

    private static BuildMetadataToml Combine(BuildInputs inputs, GroupToml group, IReadOnlyList<BuildpackOutput> outputs)
    {
        var processes = new ProcessList(inputs.Log);
        foreach (var output in outputs)
        {
            processes.Add(output.Processes);
        }

        return new BuildMetadataToml
        {
            BuildpackDefaultProcessType = processes.DefaultType,
            Bom = inputs.Features.LegacyBomIsFile ? [] : [.. outputs.SelectMany(output => output.LaunchBom)],
            Buildpacks = group.Group,
            Extensions = group.GroupExtensions,
            Labels = [.. outputs.SelectMany(output => output.Labels)],
            Processes = processes.ToMetadata(),
            Slices = [.. outputs.SelectMany(output => output.Slices)],
        };
    }

    private static Task WriteAsync(BuildInputs inputs, BuildMetadataToml metadata, CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        inputs.LayersDirectory + "/config/metadata.toml", Encoding.UTF8.GetBytes(metadata.ToToml(inputs.Features)), cancellationToken);
}
