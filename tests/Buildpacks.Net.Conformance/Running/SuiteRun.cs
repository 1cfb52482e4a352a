using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Images;
using Buildpacks.Net.Conformance.Scenes;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>Runs many cases side by side, against one registry.</summary>
internal sealed class SuiteRun(Options options, string root)
{
    private int _number;

    public async Task<IReadOnlyList<Verdict>> RunAsync(IReadOnlyList<ConformanceCase> cases, Action<Verdict> report, CancellationToken cancellationToken)
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        using var client = new HttpClient();
        IReadOnlySet<int> supported = await SupportedApisAsync(cancellationToken);
        var verdicts = new ConcurrentDictionary<string, Verdict>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cases, parallel, async (example, token) =>
        {
            long start = Stopwatch.GetTimestamp();
            (string? failure, string? reason) = await JudgeAsync(example, supported, registry.Host, client, token);
            Verdict verdict = verdicts[example.Id] = new Verdict(example, failure, reason, Stopwatch.GetElapsedTime(start).TotalSeconds);
            report(verdict);
        });
        return [.. cases.Select(example => verdicts[example.Id])];
    }

    private async Task<(string? Failure, string? Reason)> JudgeAsync(
        ConformanceCase example, IReadOnlySet<int> supported, string host, HttpClient client, CancellationToken cancellationToken)
    {
        if (example.NeedsRoot && !Environment.IsPrivilegedProcess)
        {
            return (null, "only root can try it");
        }

        IReadOnlyList<string> apis = example.Apis.Of(supported, options.AllApis);
        if (apis.Count == 0)
        {
            return (null, $"the lifecycle does not support Platform API {example.Apis}");
        }

        foreach (string api in apis)
        {
            if (await RunAsync(example, api, host, client, cancellationToken) is { } failure)
            {
                return ($"  requirement {example.Requirement}, Platform API {api}\n{failure}", null);
            }
        }

        return (null, null);
    }

    private async Task<string?> RunAsync(ConformanceCase example, string api, string host, HttpClient client, CancellationToken cancellationToken)
    {
        string name = Interlocked.Increment(ref _number).ToString("D4", CultureInfo.InvariantCulture);
        string folder = Path.Combine(root, name);
        var scene = new Scene(folder, api, options.Binaries, $"{host}/{name}");
        string? failure;
        try
        {
            failure = await new CaseRun(example, scene, new RegistryClient(client, host), host, name).RunAsync(cancellationToken);
        }
        catch (Exception error) when (error is CaseException or IOException or UnauthorizedAccessException or HttpRequestException or InvalidOperationException or TimeoutException)
        {
            failure = $"  the suite could not try the case: {error.Message}\n";
        }

        if (!options.Keep)
        {
            Directory.Delete(folder, recursive: true);
        }

        return options.Keep && failure is not null ? $"{failure}  kept in {folder}\n" : failure;
    }

    // A lifecycle says that it does not support a version with exit code 11, whatever else is wrong with the call.
    private async Task<IReadOnlySet<int>> SupportedApisAsync(CancellationToken cancellationToken)
    {
        HashSet<int> supported = [];
        for (int minor = ApiRange.Known.First; minor <= ApiRange.Known.Last; minor++)
        {
            var environment = new Dictionary<string, string> { ["CNB_PLATFORM_API"] = $"0.{minor}", ["PATH"] = "/usr/bin:/bin" };
            ProcessRun run = await ProcessRun.RunAsync([Path.Combine(options.Binaries, "analyzer")], environment, root, asRoot: false, cancellationToken);
            if (run.ExitCode != 11)
            {
                supported.Add(minor);
            }
        }

        return supported;
    }
}
