using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Build;

/// <summary>Runs one buildpack's <c>bin/build</c> and takes over what it left behind (Buildpack API, build).</summary>
internal sealed class BuildpackRun(BuildInputs inputs, TargetMetadata target, Component buildpack, BuildpackFeatures features)
{
    /// <summary>The id in the descriptor names the buildpack's folder and processes, even where the group calls it otherwise.</summary>
    private readonly BuildpackId _id = buildpack.Descriptor.Info.Id ?? buildpack.Id;

    /// <summary>Runs it.</summary>
    /// <param name="variables">The environment so far.</param>
    /// <param name="plan">What it has to provide.</param>
    /// <param name="cancellationToken">Cancels; the program is ended with all it started.</param>
    /// <exception cref="LifecycleException">It failed, or what it wrote cannot be used.</exception>
    public async Task<BuildpackOutput> RunAsync(
        EnvironmentVariables variables, BuildpackPlanToml plan, CancellationToken cancellationToken)
    {
        var layersDirectory = $"{inputs.LayersDirectory}/{_id.FolderName}";
        PosixFile.MakeDirectories(layersDirectory);
        using (var folder = new TemporaryFolder("build"))
        {
            var planPath = folder.Path + "/plan.toml";
            await AtomicFile.WriteAsync(planPath, Encoding.UTF8.GetBytes(plan.ToToml()), cancellationToken).ConfigureAwait(false);
            await RunProgramAsync(variables, layersDirectory, planPath, cancellationToken).ConfigureAwait(false);
        }

        return await TakeOutputAsync(variables, plan, layersDirectory, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunProgramAsync(
        EnvironmentVariables variables, string layersDirectory, string planPath, CancellationToken cancellationToken)
    {
        var program = new ExecutableRun(
            buildpack.Directory + "/bin/build",
            [layersDirectory, inputs.PlatformDirectory, planPath],
            Environment(variables, layersDirectory, planPath),
            inputs.AppDirectory,
            inputs.Output);
        ExecutableExit exit;
        try
        {
            exit = await inputs.Runner.RunAsync(program, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw BuildFault.NotStarted(buildpack, fault);
        }

        if (exit.ExitCode != 0)
        {
            throw BuildFault.Failed(buildpack, exit);
        }
    }

    private IReadOnlyList<string> Environment(EnvironmentVariables variables, string layersDirectory, string planPath)
    {
        var environment = new ComponentEnvironment
        {
            Variables = variables,
            PlatformDirectory = inputs.PlatformDirectory,
            BuildConfigDirectory = inputs.BuildConfigDirectory,
            Target = target,
            ExecutionEnvironment = inputs.ExecutionEnvironment,
        };
        try
        {
            return environment.ForBuild(buildpack, features, planPath, layersDirectory);
        }
        catch (SpecException fault)
        {
            throw BuildFault.NotPossible(buildpack.ToString(), fault);
        }
    }

    private async Task<BuildpackOutput> TakeOutputAsync(
        EnvironmentVariables variables, BuildpackPlanToml plan, string layersDirectory, CancellationToken cancellationToken)
    {
        var layerOutput = new LayerOutput(buildpack, layersDirectory, inputs.Log);
        var documents = new BuildpackDocuments(buildpack, features, _id, layersDirectory, inputs.Log);
        var layers = await layerOutput.TakeAsync(cancellationToken).ConfigureAwait(false);
        var after = layerOutput.AddTo(variables, layers);
        var build = await documents.ReadBuildAsync(plan, cancellationToken).ConfigureAwait(false);
        var sboms = new SbomOutput(buildpack, _id, layersDirectory).Find(layers);
        var launch = await documents.ReadLaunchAsync(cancellationToken).ConfigureAwait(false);
        return new BuildpackOutput
        {
            Variables = after,
            Met = [.. plan.Entries.Select(entry => entry.Name).Except(build.Unmet)],
            Sboms = sboms,
            BuildBom = build.Bom,
            LaunchBom = launch.Bom,
            Processes = [.. launch.Processes.Select(documents.Convert)],
            Labels = launch.Labels,
            Slices = launch.Slices,
        };
    }
}
