using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Images;
using Buildpacks.Net.Conformance.Scenes;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Conformance.Running;

/// <summary>Runs many cases side by side, against a registry, and one that wants a password.</summary>
internal sealed class SuiteRun(Options options, string root)
{
    private static readonly string Credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
    private int _number;

    public async Task<IReadOnlyList<Verdict>> RunAsync(IReadOnlyList<ConformanceCase> cases, Action<Verdict> report, CancellationToken cancellationToken)
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        await using DockerRegistry locked = await DockerRegistry.StartWithPasswordAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Credentials);
        IReadOnlySet<int> supported = await SupportedApisAsync(cancellationToken);
        var verdicts = new ConcurrentDictionary<string, Verdict>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cases, parallel, async (example, token) =>
        {
            long start = Stopwatch.GetTimestamp();
            (string? failure, string? reason) = await JudgeAsync(example, supported, (registry.Host, locked.Host), client, token);
            Verdict verdict = verdicts[example.Id] = new Verdict(example, failure, reason, Stopwatch.GetElapsedTime(start).TotalSeconds);
            report(verdict);
        });
        return [.. cases.Select(example => verdicts[example.Id])];
    }

    private async Task<(string? Failure, string? Reason)> JudgeAsync(
        ConformanceCase example, IReadOnlySet<int> supported, (string Open, string Locked) hosts, HttpClient client, CancellationToken cancellationToken)
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
            if (await RunAsync(example, api, hosts, client, cancellationToken) is { } failure)
            {
                return ($"  requirement {example.Requirement}, Platform API {api}\n{failure}", null);
            }
        }

        return (null, null);
    }

    private async Task<string?> RunAsync(
        ConformanceCase example, string api, (string Open, string Locked) hosts, HttpClient client, CancellationToken cancellationToken)
    {
        string name = Interlocked.Increment(ref _number).ToString("D4", CultureInfo.InvariantCulture);
        string folder = Path.Combine(root, name);
        var scene = new Scene(folder, api, options.Binaries, $"{hosts.Open}/{name}");
        scene.Placeholders["locked"] = $"{hosts.Locked}/{name}";
        scene.Placeholders["locked-host"] = hosts.Locked;
        scene.Placeholders["credentials"] = Credentials;
        string? failure;
        try
        {
            failure = await new CaseRun(example, scene, new RegistryClient(client)).RunAsync(cancellationToken);
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
