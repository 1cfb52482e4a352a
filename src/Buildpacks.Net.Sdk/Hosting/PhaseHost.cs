using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Hosting;

/// <summary>Turns a call of <c>bin/detect</c> or <c>bin/build</c> into a context, and a result into files and an exit code.</summary>
internal static class PhaseHost
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int NotDetected = 100;

    public static async Task<int> RunAsync(IBuildpack buildpack, HostCall call, CancellationToken cancellationToken)
    {
        var debug = call.Environment.ContainsKey("BP_DEBUG")
            || call.Environment.GetValueOrDefault("BP_LOG_LEVEL")?.Equals("debug", StringComparison.OrdinalIgnoreCase) == true;
        var log = new BuildpackLog(call.Output, call.Errors, debug);
        try
        {
            var (phase, arguments) = Split(call);
            return phase switch
            {
                "detect" => await DetectAsync(buildpack, call, arguments, log, cancellationToken).ConfigureAwait(false),
                "build" => await BuildAsync(buildpack, call, arguments, log, cancellationToken).ConfigureAwait(false),
                _ => throw new BuildpackException(
                    BuildpackFaults.NoPhase, $"could not tell the phase: {call.Program} was started without a first argument detect or build."),
            };
        }
        catch (BuildpackException fault)
        {
            log.Error($"{fault.Message} [{fault.Code}]");
            return Failed;
        }
        catch (SpecException fault)
        {
            log.Error(fault.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            log.Error("stopped before the end, as asked");
            return Failed;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A defect of the buildpack: its author needs the stack trace.
            log.Error($"the buildpack failed unexpectedly; please report this to its author. {fault}");
            return Failed;
        }
    }

    private static (string Phase, IReadOnlyList<string> Arguments) Split(HostCall call) =>
        call.Program is "detect" or "build"
            ? (call.Program, call.Arguments)
            : (call.Arguments.Count > 0 ? call.Arguments[0] : string.Empty, [.. call.Arguments.Skip(1)]);

    private static async Task<int> DetectAsync(
        IBuildpack buildpack, HostCall call, IReadOnlyList<string> arguments, BuildpackLog log, CancellationToken cancellationToken)
    {
        var platform = Input(call, arguments, "CNB_PLATFORM_DIR", 0);
        var context = new DetectContext
        {
            AppFolder = call.WorkingDirectory,
            BuildpackFolder = BuildpackFolder(call),
            Buildpack = await ReadDescriptorAsync(call, cancellationToken).ConfigureAwait(false),
            Environment = call.Environment,
            Settings = BuildpackSettings.Read(platform, call.Environment),
            Bindings = ServiceBinding.ReadAll(platform, call.Environment),
            Target = BuildTarget.Read(call.Environment),
            ExecutionEnvironment = ExecutionEnvironment(call),
            Log = log,
        };
        var result = await buildpack.DetectAsync(context, cancellationToken).ConfigureAwait(false);
        switch (result)
        {
            case DetectResult.Failed failed:
                log.Info($"not for this application: {failed.Reason}");
                return NotDetected;
            case DetectResult.Passed { Plan: { } plan }:
                var path = Input(call, arguments, "CNB_BUILD_PLAN_PATH", 1) ?? throw Missing("CNB_BUILD_PLAN_PATH");
                await File.WriteAllTextAsync(path, plan.ToToml(), cancellationToken).ConfigureAwait(false);
                return Passed;
            default:
                return Passed;
        }
    }

    private static async Task<int> BuildAsync(
        IBuildpack buildpack, HostCall call, IReadOnlyList<string> arguments, BuildpackLog log, CancellationToken cancellationToken)
    {
        var layers = Input(call, arguments, "CNB_LAYERS_DIR", 0) ?? throw Missing("CNB_LAYERS_DIR");
        var platform = Input(call, arguments, "CNB_PLATFORM_DIR", 1);
        var plan = Input(call, arguments, "CNB_BP_PLAN_PATH", 2);
        var context = new BuildContext
        {
            AppFolder = call.WorkingDirectory,
            BuildpackFolder = BuildpackFolder(call),
            Buildpack = await ReadDescriptorAsync(call, cancellationToken).ConfigureAwait(false),
            Layers = new LayersFolder(layers, log),
            Plan = plan is null
                ? new BuildpackPlanToml()
                : await BuildpackPlanToml.ReadAsync(plan, cancellationToken).ConfigureAwait(false),
            Store = await DocumentFile.ReadIfPresentAsync<StoreToml>(Path.Combine(layers, "store.toml"), cancellationToken)
                .ConfigureAwait(false) ?? new StoreToml(),
            Environment = call.Environment,
            Settings = BuildpackSettings.Read(platform, call.Environment),
            Bindings = ServiceBinding.ReadAll(platform, call.Environment),
            Target = BuildTarget.Read(call.Environment),
            ExecutionEnvironment = ExecutionEnvironment(call),
            Log = log,
            Output = call.RawOutput,
        };
        var result = await buildpack.BuildAsync(context, cancellationToken).ConfigureAwait(false);
        await ResultFiles.WriteAsync(layers, result, cancellationToken).ConfigureAwait(false);
        return Passed;
    }

    private static string BuildpackFolder(HostCall call) =>
        call.Environment.GetValueOrDefault("CNB_BUILDPACK_DIR") ?? throw Missing("CNB_BUILDPACK_DIR");

    private static Task<BuildpackToml> ReadDescriptorAsync(HostCall call, CancellationToken cancellationToken) =>
        BuildpackToml.ReadAsync(Path.Combine(BuildpackFolder(call), "buildpack.toml"), cancellationToken);

    private static string? Input(HostCall call, IReadOnlyList<string> arguments, string variable, int position) =>
        call.Environment.GetValueOrDefault(variable) ?? (arguments.Count > position ? arguments[position] : null);

    private static BuildpackException Missing(string variable) => new(
        BuildpackFaults.MissingVariable, $"could not start: {variable} is not set. A buildpack is started by a lifecycle, with Buildpack API 0.8 or later.");

    // The Buildpack specification: where nothing is said, it is production that is built for.
    private static string ExecutionEnvironment(HostCall call) =>
        call.Environment.GetValueOrDefault("CNB_EXEC_ENV") is { Length: > 0 } said ? said : "production";
}
