using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Execution;

/// <summary>What the environment of every program of buildpacks and extensions is made from (Buildpack API, Environment).</summary>
internal sealed record ComponentEnvironment
{
    /// <summary>The variables so far: what was let through, and what the layers of earlier buildpacks added.</summary>
    public required EnvironmentVariables Variables { get; init; }

    /// <summary>The folder of the platform.</summary>
    public required string PlatformDirectory { get; init; }

    /// <summary>The folder of the operator; null when there is none.</summary>
    public string? BuildConfigDirectory { get; init; }

    /// <summary>What is built for.</summary>
    public required TargetMetadata Target { get; init; }

    /// <summary>The execution environment that is built for; may be empty.</summary>
    public string ExecutionEnvironment { get; init; } = "";

    /// <summary>The entries for <c>bin/detect</c>.</summary>
    /// <exception cref="SpecException">A file of variables cannot be read.</exception>
    public IReadOnlyList<string> ForDetect(Component component, BuildpackFeatures features, string planPath) =>
        For(component, features, features.HasPathVariables, [new("CNB_BUILD_PLAN_PATH", planPath)])
            .With(ExecutionVariables(features)).ToEntries();

    /// <summary>The entries for <c>bin/generate</c>, which is told all paths and no execution environment.</summary>
    /// <exception cref="SpecException">A file of variables cannot be read.</exception>
    public IReadOnlyList<string> ForGenerate(Component component, BuildpackFeatures features, string planPath, string output) =>
        For(component, features, true, [new("CNB_BP_PLAN_PATH", planPath), new("CNB_OUTPUT_DIR", output)]).ToEntries();

    /// <summary>The entries for <c>bin/build</c>.</summary>
    /// <exception cref="SpecException">A file of variables cannot be read.</exception>
    public IReadOnlyList<string> ForBuild(Component component, BuildpackFeatures features, string planPath, string layers) =>
        For(component, features, features.HasPathVariables, [new("CNB_BP_PLAN_PATH", planPath), new("CNB_LAYERS_DIR", layers)])
            .With(ExecutionVariables(features)).ToEntries();

    private EnvironmentVariables For(
        Component component, BuildpackFeatures features, bool hasPaths, IEnumerable<KeyValuePair<string, string>> paths)
    {
        var user = component.Descriptor.Info.ClearEnv ? EnvironmentFolder.Empty : EnvironmentFolder.Read(PlatformDirectory + "/env");
        var config = BuildConfigDirectory is null ? EnvironmentFolder.Empty : EnvironmentFolder.Read(BuildConfigDirectory + "/env");
        var own = component.Kind == ComponentKind.Buildpack ? "CNB_BUILDPACK_DIR" : "CNB_EXTENSION_DIR";
        var variables = BuildEnvironment.ForRun(Variables, user, config).With(own, component.Directory);
        if (hasPaths)
        {
            variables = variables.With([new("CNB_PLATFORM_DIR", PlatformDirectory), .. paths]);
        }

        return features.HasTargetVariables ? variables.With(TargetVariables()) : variables;
    }

    private IEnumerable<KeyValuePair<string, string>> TargetVariables()
    {
        KeyValuePair<string, string>[] optional =
        [
            new("CNB_TARGET_ARCH_VARIANT", Target.ArchVariant),
            new("CNB_TARGET_DISTRO_NAME", Target.Distro?.Name ?? ""),
            new("CNB_TARGET_DISTRO_VERSION", Target.Distro?.Version ?? ""),
        ];
        return [new("CNB_TARGET_OS", Target.Os), new("CNB_TARGET_ARCH", Target.Arch), .. optional.Where(variable => variable.Value.Length > 0)];
    }

    private IEnumerable<KeyValuePair<string, string>> ExecutionVariables(BuildpackFeatures features) =>
        features.HasExecutionEnvironments && ExecutionEnvironment.Length > 0
            ? [new("CNB_EXEC_ENV", ExecutionEnvironment)]
            : [];
}
