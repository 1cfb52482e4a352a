using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace ProcfileBuildpack;

/// <summary>Gives the image the processes that the application's Procfile names.</summary>
internal sealed class ProcfileBuildpack : IBuildpack
{
    private const string DefaultType = "web";
    private const string PlanName = "procfile";

    /// <summary>
    /// Passes when there is a Procfile with at least one process. The processes travel in the build plan: a buildpack that comes
    /// before this one may put what it built in place of the sources, the Procfile among them.
    /// </summary>
    public async Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken)
    {
        var path = Path.Combine(context.AppFolder, Procfile.FileName);
        if (!File.Exists(path))
        {
            return DetectResult.Fail($"there is no {Procfile.FileName} in the application folder");
        }

        var entries = Procfile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        return entries.Count == 0
            ? DetectResult.Fail($"the {Procfile.FileName} names no process")
            : DetectResult.Pass(new BuildPlan
            {
                Provides = [PlanName],
                Requires = [new BuildPlanRequire { Name = PlanName, Metadata = ToTable(entries) }],
            });
    }

    /// <summary>Every line becomes a process; "web", or else a single process, is the default.</summary>
    public Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken)
    {
        var entries = context.Plan.Entries.Where(e => e.Name == PlanName).SelectMany(e => FromTable(e.Metadata)).ToList();

        // Where another buildpack has built something in place of the sources, a single process stands beside those of that one.
        var isAlone = entries.Count == 1 && File.Exists(Path.Combine(context.AppFolder, Procfile.FileName));
        var standard = isAlone ? entries[0].Type : DefaultType;
        foreach (var entry in entries)
        {
            context.Log.Info($"{entry.Type}: {entry.Command}");
        }

        return Task.FromResult(new BuildResult
        {
            Launch = new LaunchToml
            {
                // A Procfile's commands are shell commands; the API that has no shell processes needs the shell named.
                Processes =
                [
                    .. entries.Select(e => new LaunchProcess
                    {
                        Type = e.Type,
                        Command = ["bash", "-c", e.Command],
                        Default = e.Type == standard,
                    }),
                ],
            },
        });
    }

    private static TomlTable ToTable(IReadOnlyList<ProcfileEntry> entries)
    {
        var table = new TomlTable();
        foreach (var entry in entries)
        {
            table[entry.Type] = entry.Command;
        }

        return table;
    }

    private static IEnumerable<ProcfileEntry> FromTable(TomlTable? table) =>
        table is null ? [] : table.Select(row => new ProcfileEntry(row.Key, ((TomlString)row.Value).Value));
}
