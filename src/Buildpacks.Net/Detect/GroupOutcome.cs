using Buildpacks.Net.Execution;

namespace Buildpacks.Net.Detect;

/// <summary>Judges a group once each of its components has had its say.</summary>
internal sealed class GroupOutcome(DetectTranscript transcript)
{
    /// <summary>Tells the results, and resolves the plan when nothing that is needed failed.</summary>
    public GroupSearch.Ending Judge(IReadOnlyList<(Candidate Candidate, DetectRun Run)> outcomes, CancellationToken cancellationToken)
    {
        foreach (var (candidate, run) in outcomes)
        {
            transcript.AddRun(candidate, run);
        }

        transcript.Debug("======== Results ========");
        foreach (var (candidate, run) in outcomes)
        {
            Tell(candidate, run);
        }

        if (outcomes.Any(outcome => outcome is { Run.Code: not DetectRun.Pass, Candidate.Optional: false }))
        {
            return new GroupSearch.Ending(null, outcomes.Any(outcome => outcome.Run.IsError));
        }

        var passed = outcomes.Where(outcome => outcome.Run.Code == DetectRun.Pass).ToList();
        if (!passed.Exists(outcome => outcome.Candidate.Kind == ComponentKind.Buildpack))
        {
            transcript.Debug("fail: no viable buildpacks in group");
            return default;
        }

        var alternatives = passed.Select(outcome => PlanOption.All(outcome.Candidate, outcome.Run.Plan)).ToList();
        var resolved = new PlanResolver(transcript).Resolve(alternatives, cancellationToken);
        if (resolved is not null)
        {
            TellParticipants(resolved, outcomes.Count);
        }

        return new GroupSearch.Ending(resolved, false);
    }

    private void Tell(Candidate candidate, DetectRun run)
    {
        switch (run.Code)
        {
            case DetectRun.Pass:
                transcript.Debug($"pass: {candidate}");
                break;
            case DetectRun.Fail:
                transcript.Debug($"{(candidate.Optional ? "skip" : "fail")}: {candidate}");
                break;
            case DetectRun.Error:
                transcript.Info($"err:  {candidate}");
                break;
            default:
                transcript.Info($"err:  {candidate} ({run.Code})");
                break;
        }
    }

    private void TellParticipants(ResolvedGroup resolved, int tried)
    {
        if (resolved.Candidates.Count != tried)
        {
            transcript.Info($"{resolved.Candidates.Count} of {tried} buildpacks participating");
        }

        var width = resolved.Candidates.Max(candidate => candidate.Id.Value.Length);
        foreach (var candidate in resolved.Candidates)
        {
            transcript.Info($"{candidate.Id.Value.PadRight(width)} {candidate.Version}");
        }
    }
}
