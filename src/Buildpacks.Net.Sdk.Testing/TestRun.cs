using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>One detection of a test, and the build after it.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly BuildpackTest _test;
    private readonly string _folder;
    private readonly InProcessRunner _runner;
    private readonly Transcript _log = new();

    private TestRun(BuildpackTest test, string folder, InProcessRunner runner)
    {
        _test = test;
        _folder = folder;
        _runner = runner;
    }

    private string GroupPath => Path.Combine(_folder, "group.toml");

    private string PlanPath => Path.Combine(_folder, "plan.toml");

    private string AnalyzedPath => Path.Combine(_folder, "analyzed.toml");

    private string StoreFolder => Path.Combine(_folder, "buildpacks");

    // The newest Platform API, which is what buildpacks of any API run on.
    private static PlatformFeatures Features => PlatformFeatures.For(PlatformFeatures.Supported[^1]);

    /// <summary>Arranges buildpacks, order and target in a folder, whose old contents are gone.</summary>
    public static async Task<TestRun> StartAsync(
        BuildpackTest test, IReadOnlyList<TestedBuildpack> buildpacks, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var byFolder = new Dictionary<string, (BuildpackId, IBuildpack)>();
        var group = new List<TomlTable>();
        var run = new TestRun(test, folder, new InProcessRunner(byFolder));
        foreach (var buildpack in buildpacks)
        {
            var info = await buildpack.ReadInfoAsync(cancellationToken).ConfigureAwait(false);
            var place = Path.Combine(run.StoreFolder, info.Id!.FolderName, info.Version);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.CreateSymbolicLink(place, Path.GetFullPath(buildpack.Folder));
            byFolder.Add(place, (info.Id, buildpack.Buildpack));
            group.Add(new TomlTable { ["id"] = info.Id.Value, ["version"] = info.Version, ["optional"] = buildpack.Optional });
        }

        var order = new TomlTable { ["order"] = new TomlArray([new TomlTable { ["group"] = new TomlArray(group) }]) };
        await File.WriteAllTextAsync(Path.Combine(folder, "order.toml"), TomlWriter.Write(order), cancellationToken).ConfigureAwait(false);
        if (test.Target is { } target)
        {
            await File.WriteAllTextAsync(run.AnalyzedPath, ToAnalyzed(target).ToToml(), cancellationToken).ConfigureAwait(false);
        }

        return run;
    }

    public async Task<BuildpackTestResult> DetectAsync(CancellationToken cancellationToken)
    {
        var result = await DetectPhase.RunAsync(
            new DetectInputs
            {
                Features = Features,
                AppDirectory = _test.AppFolder,
                BuildpacksDirectory = StoreFolder,
                PlatformDirectory = _test.PlatformFolder,
                OrderPath = Path.Combine(_folder, "order.toml"),
                AnalyzedPath = AnalyzedPath,
                GroupPath = GroupPath,
                PlanPath = PlanPath,
                ExecutionEnvironment = _test.ExecutionEnvironment,
                Environment = Environment(),
                Runner = _runner,
                Log = _log,
            },
            cancellationToken).ConfigureAwait(false);
        return new BuildpackTestResult
        {
            Detected = result is DetectResult.Passed,
            Failure = result is DetectResult.Failed ? FailedOutput("detect") ?? _log.ToText().Trim() : null,
            Runs = _runner.Runs,
            Plan = (result as DetectResult.Passed)?.Plan ?? new PlanToml(),
            Group = [.. ((result as DetectResult.Passed)?.Group.Group ?? []).Select(element => element.Id)],
            Log = _log.ToText(),
        };
    }

    public async Task<BuildpackTestResult> BuildAsync(BuildpackTestResult detected, CancellationToken cancellationToken)
    {
        await LayersOfLastBuild.RestoreAsync(_test.LayersFolder, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await BuildPhase.RunAsync(ToInputs(), cancellationToken).ConfigureAwait(false);
            return detected with
            {
                Runs = _runner.Runs,
                Metadata = result.Metadata,
                Layers = await ReadLayersAsync(detected.Group, cancellationToken).ConfigureAwait(false),
                Sboms = ReadSboms(),
                Log = _log.ToText(),
            };
        }
        catch (LifecycleException fault)
        {
            return detected with { Failure = FailedOutput("build") ?? fault.Message, Runs = _runner.Runs, Log = _log.ToText() };
        }
    }

    public void Dispose() => _log.Dispose();

    private static AnalyzedToml ToAnalyzed(BuildTarget target) => new()
    {
        RunImage = new AnalyzedRunImage
        {
            Reference = "run",
            Image = "run",
            Target = new TargetMetadata
            {
                Os = target.Os ?? "linux",
                Arch = target.Arch ?? "amd64",
                ArchVariant = target.ArchVariant ?? string.Empty,
                Distro = new DistroInfo(target.DistroName ?? string.Empty, target.DistroVersion ?? string.Empty),
            },
        },
    };

    private BuildInputs ToInputs() => new()
    {
        Features = Features,
        AppDirectory = _test.AppFolder,
        BuildpacksDirectory = StoreFolder,
        LayersDirectory = _test.LayersFolder,
        PlatformDirectory = _test.PlatformFolder,
        GroupPath = GroupPath,
        PlanPath = PlanPath,
        AnalyzedPath = AnalyzedPath,
        ExecutionEnvironment = _test.ExecutionEnvironment,
        Environment = Environment(),
        Output = _log,
        Runner = _runner,
        Log = _log,
    };

    private EnvironmentVariables Environment() => EnvironmentVariables.Empty.With(_test.Environment);

    private string? FailedOutput(string phase)
    {
        var said = string.Concat(_runner.Runs.Where(run => run.Phase == phase && run.ExitCode != 0).Select(run => run.Output)).Trim();
        return said.Length == 0 ? null : said;
    }

    private async Task<IReadOnlyList<TestedLayer>> ReadLayersAsync(IReadOnlyList<BuildpackId> group, CancellationToken cancellationToken)
    {
        var layers = new List<TestedLayer>();
        foreach (var id in group)
        {
            layers.AddRange(await LayersOfLastBuild.ReadAsync(
                id, Path.Combine(_test.LayersFolder, id.FolderName), cancellationToken).ConfigureAwait(false));
        }

        return layers;
    }

    private Dictionary<string, string> ReadSboms()
    {
        var folder = Path.Combine(_test.LayersFolder, "sbom");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "sbom.legacy.json")
                .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText)
            : [];
    }
}
