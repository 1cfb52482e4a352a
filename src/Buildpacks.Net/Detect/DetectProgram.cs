using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>Runs <c>bin/detect</c> of a component and reads the build plan it writes (Buildpack API, detection).</summary>
internal sealed class DetectProgram(IExecutableRunner runner, ComponentEnvironment environment, string appDirectory)
{
    private const uint OwnerOnly = 0x180;
    private const int MostOutput = 16 * 1024 * 1024;

    /// <summary>Runs it. Whatever goes wrong is an error of the component, not of the detection.</summary>
    public async Task<DetectRun> RunAsync(Component component, BuildpackFeatures features, CancellationToken cancellationToken)
    {
        try
        {
            var isStatic = component.Kind == ComponentKind.Extension
                && PosixFile.TryStatus(component.Directory + "/bin/detect") is null;
            var run = isStatic
                ? await ReadStaticPlanAsync(component, cancellationToken).ConfigureAwait(false)
                : await RunProgramAsync(component, features, cancellationToken).ConfigureAwait(false);
            return run.Code == DetectRun.Pass ? Check(component, run) : run;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or SpecException)
        {
            return new DetectRun(DetectRun.Error) { Problem = fault.Message };
        }
    }

    private static async Task<DetectRun> ReadStaticPlanAsync(Component extension, CancellationToken cancellationToken)
    {
        var path = extension.Directory + "/detect/plan.toml";
        var plan = await DocumentFile.ReadIfPresentAsync<BuildPlan>(path, cancellationToken).ConfigureAwait(false);
        return new DetectRun(DetectRun.Pass) { Plan = plan ?? new BuildPlan() };
    }

    private async Task<DetectRun> RunProgramAsync(Component component, BuildpackFeatures features, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("plan");
        using var output = new BoundedOutput(MostOutput);
        var planPath = folder.Path + "/plan.toml";
        await PosixFile.Create(planPath, OwnerOnly).DisposeAsync().ConfigureAwait(false);
        var program = new ExecutableRun(
            component.Directory + "/bin/detect",
            [environment.PlatformDirectory, planPath],
            environment.ForDetect(component, features, planPath),
            appDirectory,
            output);
        var exit = await runner.RunAsync(program, cancellationToken).ConfigureAwait(false);
        var run = new DetectRun(exit.Signal == 0 ? exit.ExitCode : DetectRun.Error)
        {
            Output = output.ToText(),
            Problem = exit.Signal == 0 ? null : $"{program.Path} was ended by signal {exit.Signal}",
        };
        return run.Code == DetectRun.Pass ? await AddPlanAsync(run, planPath, cancellationToken).ConfigureAwait(false) : run;
    }

    private static async Task<DetectRun> AddPlanAsync(DetectRun run, string planPath, CancellationToken cancellationToken)
    {
        try
        {
            return run with { Plan = await BuildPlan.ReadAsync(planPath, cancellationToken).ConfigureAwait(false) };
        }
        catch (SpecException fault)
        {
            return run with { Code = DetectRun.Error, Problem = fault.Message };
        }
    }

    private static DetectRun Check(Component component, DetectRun run)
    {
        var requires = run.Plan.Or.Prepend(run.Plan).SelectMany(sections => sections.Requires).ToList();
        var problem = (component.Kind, requires) switch
        {
            (ComponentKind.Extension, { Count: > 0 }) => "the build plan of an extension must not have 'requires'; use 'provides' only",
            _ when requires.Exists(require => !string.IsNullOrEmpty(require.Version)) =>
                "the build plan has 'version' beside 'name' in 'requires'; write it as 'version' in [requires.metadata]",
            _ => null,
        };
        return problem is null ? run : run with { Code = DetectRun.Error, Problem = problem };
    }
}
