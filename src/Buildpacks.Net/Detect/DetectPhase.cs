using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Detect;

/// <summary>
/// The detect phase (Platform API, detector): finds the first group of the order whose buildpacks are for the app, and works out
/// who provides what for whom.
/// </summary>
public static class DetectPhase
{
    /// <summary>Runs the phase.</summary>
    /// <exception cref="DocumentException">analyzed.toml, order.toml, system.toml or a descriptor they name cannot be read.</exception>
    /// <exception cref="LifecycleException">Detection cannot be carried out.</exception>
    /// <exception cref="IOException">The documents cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the programs of buildpacks have been ended, and nothing was written.</exception>
    public static async Task<DetectResult> RunAsync(DetectInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var analyzed = await AnalyzedDocument.ReadAsync(inputs.AnalyzedPath, inputs.Log, cancellationToken).ConfigureAwait(false);
        var catalog = new ComponentCatalog(new ComponentStore(inputs.BuildpacksDirectory, inputs.ExtensionsDirectory));
        var order = await new OrderReader(inputs, catalog).ReadAsync(cancellationToken).ConfigureAwait(false);
        var target = await HostTarget.CompleteAsync(analyzed.RunImage?.Target, inputs.Log, cancellationToken).ConfigureAwait(false);
        var ending = await SearchAsync(inputs, order, target, catalog, cancellationToken).ConfigureAwait(false);
        if (ending.Resolved is null)
        {
            return Fail(inputs, ending.WithErrors);
        }

        var passed = new DetectResult.Passed(ToGroup(ending.Resolved), ending.Resolved.Plan);
        await WriteAsync(inputs.GroupPath, passed.Group.ToToml(), cancellationToken).ConfigureAwait(false);
        await WriteAsync(inputs.PlanPath, passed.Plan.ToToml(), cancellationToken).ConfigureAwait(false);
        return passed;
    }

    private static async Task<GroupSearch.Ending> SearchAsync(
        DetectInputs inputs, IReadOnlyList<Pending?> order, TargetMetadata target, ComponentCatalog catalog, CancellationToken cancellationToken)
    {
        var environment = new ComponentEnvironment
        {
            Variables = BuildEnvironment.FromInherited(inputs.Environment),
            PlatformDirectory = inputs.PlatformDirectory,
            BuildConfigDirectory = inputs.BuildConfigDirectory,
            Target = target,
            ExecutionEnvironment = inputs.ExecutionEnvironment,
        };
        var transcript = new DetectTranscript();
        var program = new DetectProgram(inputs.Runner, environment, inputs.AppDirectory);
        var runs = new DetectRuns(program, cancellationToken);
        await using (runs.ConfigureAwait(false))
        {
            var search = new GroupSearch(inputs, target, catalog, runs, transcript);
            var ending = await search.TryAlternativesAsync(order, cancellationToken).ConfigureAwait(false);
            transcript.Replay(inputs.Log, hasFailed: ending.Resolved is null);
            return ending;
        }
    }

    private static DetectResult.Failed Fail(DetectInputs inputs, bool withErrors)
    {
        DetectLog.NothingPassed(inputs.Log);
        if (!withErrors)
        {
            DetectLog.CheckThePath(inputs.Log);
        }

        return new DetectResult.Failed(withErrors);
    }

    private static GroupToml ToGroup(ResolvedGroup resolved) => new()
    {
        Group = Elements(resolved, ComponentKind.Buildpack),
        GroupExtensions = Elements(resolved, ComponentKind.Extension),
    };

    private static List<GroupElement> Elements(ResolvedGroup resolved, ComponentKind kind) =>
        [.. resolved.Candidates.Where(candidate => candidate.Kind == kind).Select(candidate => candidate.ToGroupElement())];

    private static Task WriteAsync(string path, string toml, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(toml), cancellationToken);
}
