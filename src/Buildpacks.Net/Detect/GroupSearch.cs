using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using static Buildpacks.Net.Detect.OrderItem;

namespace Buildpacks.Net.Detect;

/// <summary>
/// Finds the first group that passes (Buildpack API, detection and order resolution). Composite buildpacks and groups of extensions
/// stand for alternatives; each is tried with all that comes behind it, depth first.
/// </summary>
internal sealed class GroupSearch(
    DetectInputs inputs, TargetMetadata target, ComponentCatalog catalog, DetectRuns runs, DetectTranscript transcript)
{
    private readonly List<Member> _members = [];

    /// <summary>How a group ended.</summary>
    /// <param name="Resolved">The group when it passed.</param>
    /// <param name="WithErrors">Whether a component that was needed reported an error.</param>
    internal readonly record struct Ending(ResolvedGroup? Resolved, bool WithErrors);

    /// <summary>Tries alternatives until one passes.</summary>
    /// <exception cref="LifecycleException">A component cannot be used.</exception>
    public async Task<Ending> TryAlternativesAsync(IEnumerable<Pending?> alternatives, CancellationToken cancellationToken)
    {
        // Groups nest as deep as documents say; this keeps the stack flat.
        await Task.Yield();
        var withErrors = false;
        foreach (var alternative in alternatives)
        {
            var before = _members.Count;
            var ending = await TryGroupAsync(alternative, cancellationToken).ConfigureAwait(false);
            if (ending.Resolved is not null)
            {
                return ending;
            }

            _members.RemoveRange(before, _members.Count - before);
            withErrors |= ending.WithErrors;
        }

        return new Ending(null, withErrors);
    }

    private async Task<Ending> TryGroupAsync(Pending? pending, CancellationToken cancellationToken)
    {
        for (; pending is not null; pending = pending.Rest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pending.Item is Extensions extensions)
            {
                var joined = extensions.Groups.Select(group => Pending.Join(OrderReader.AllExtensions(group), pending.Rest));
                return await TryOptionalAsync(joined, pending.Rest, cancellationToken).ConfigureAwait(false);
            }

            var reference = (Reference)pending.Item;
            if (_members.Exists(member => member.Candidate.Is(reference.Kind, reference.Id)) || !IsForEnvironment(reference, reference.ExecEnv))
            {
                continue;
            }

            var component = await LookUpAsync(reference, cancellationToken).ConfigureAwait(false);
            if (component is { Kind: ComponentKind.Buildpack, Descriptor.IsComposite: true })
            {
                if (IsForEnvironment(component))
                {
                    return await TryCompositeAsync(reference, component, pending.Rest, cancellationToken).ConfigureAwait(false);
                }

                continue;
            }

            AddMember(reference, component);
        }

        return await ResolveAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Ending> TryCompositeAsync(Reference reference, Component component, Pending? rest, CancellationToken cancellationToken)
    {
        var composite = new Composite(reference.Id, reference.Version, reference.Within);
        if (reference.Within?.Contains(reference.Id, reference.Version) == true)
        {
            throw DetectFault.Circular(composite);
        }

        var readsExecEnv = component.Features?.HasExecutionEnvironments == true;
        var joined = component.Descriptor.Order.Select(group => Pending.Join(
            group.Group.Select(element => Reference.From(element) with
            {
                Within = composite,
                ExecEnv = readsExecEnv ? element.ExecEnv : [],
            }),
            rest));
        return reference.Optional
            ? await TryOptionalAsync(joined, rest, cancellationToken).ConfigureAwait(false)
            : await TryAlternativesAsync(joined, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tries alternatives, and when none passes what comes behind them alone.</summary>
    private async Task<Ending> TryOptionalAsync(IEnumerable<Pending?> alternatives, Pending? rest, CancellationToken cancellationToken)
    {
        var ending = await TryAlternativesAsync(alternatives, cancellationToken).ConfigureAwait(false);
        return ending.Resolved is not null ? ending : await TryAlternativesAsync([rest], cancellationToken).ConfigureAwait(false);
    }

    private async Task<Component> LookUpAsync(Reference reference, CancellationToken cancellationToken)
    {
        try
        {
            var component = await catalog.GetAsync(reference, cancellationToken).ConfigureAwait(false);
            if (reference.Within is not null)
            {
                _ = ComponentApi.FeaturesOf(component, FailureKind.Detect);
                ComponentApi.Check(reference.Kind, reference.ToString(), component.Descriptor.Api);
            }

            return component;
        }
        catch (DocumentException fault)
        {
            throw DetectFault.Unusable(reference, fault);
        }
    }

    private void AddMember(Reference reference, Component component)
    {
        var features = ComponentApi.FeaturesOf(component, FailureKind.Detect);
        var fits = !inputs.Features.HasTargets || TargetMatch.IsSatisfied(target, component, features);
        if ((fits || reference.Optional) && !IsForEnvironment(component))
        {
            return;
        }

        var candidate = new Candidate(reference.Kind, reference.Id, reference.Version, reference.Optional)
        {
            Api = component.Descriptor.Api,
            Homepage = component.Descriptor.Info.Homepage,
        };
        _members.Add(new Member(candidate, fits ? runs.GetOrStart(component, features) : Task.FromResult(NotForTarget(candidate))));
    }

    /// <summary>A required component that does not work on the run image is an error; an optional one is left out.</summary>
    private DetectRun NotForTarget(Candidate candidate) => new(candidate.Optional ? DetectRun.Fail : DetectRun.Error)
    {
        Problem = $"none of the targets of {candidate} fits the run image, which is for {Describe(target)}",
    };

    private static string Describe(TargetMetadata target) => string.Join(
        ' ',
        new[] { target.Os, target.Arch, target.ArchVariant, target.Distro?.Name, target.Distro?.Version }.Where(part => !string.IsNullOrEmpty(part)));

    private bool IsForEnvironment(Component component) => component.Features?.HasExecutionEnvironments != true
        || IsForEnvironment(component, component.Descriptor.Info.ExecEnv);

    private bool IsForEnvironment(object subject, IReadOnlyList<string> execEnv)
    {
        var environment = inputs.ExecutionEnvironment;
        if (!inputs.Features.HasExecutionEnvironments || environment.Length == 0
            || execEnv.Count == 0 || execEnv.Contains("*") || execEnv.Contains(environment))
        {
            return true;
        }

        transcript.Debug($"skip: {subject} is for {string.Join(", ", execEnv)}, and this build is for {environment}");
        return false;
    }

    private async Task<Ending> ResolveAsync(CancellationToken cancellationToken)
    {
        var outcomes = new List<(Candidate Candidate, DetectRun Run)>(_members.Count);
        foreach (var member in _members)
        {
            outcomes.Add((member.Candidate, await member.Run.ConfigureAwait(false)));
        }

        return new GroupOutcome(transcript).Judge(outcomes, cancellationToken);
    }

    private sealed record Member(Candidate Candidate, Task<DetectRun> Run);
}
