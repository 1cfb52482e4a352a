using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Spec.Documents;

namespace ProcfileBuildpack;

/// <summary>Gives the image the processes that the application's Procfile names.</summary>
internal sealed class ProcfileBuildpack : IBuildpack
{
    private const string DefaultType = "web";

    /// <summary>Passes when there is a Procfile with at least one process.</summary>
    public async Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken)
    {
        var path = Path.Combine(context.AppFolder, Procfile.FileName);
        if (!File.Exists(path))
        {
            return DetectResult.Fail($"there is no {Procfile.FileName} in the application folder");
        }

        return Procfile.Parse(await File.ReadAllTextAsync(path, cancellationToken)).Count == 0
            ? DetectResult.Fail($"the {Procfile.FileName} names no process")
            : DetectResult.Pass();
    }

    /// <summary>Every line becomes a process; "web", or else a single process, is the default.</summary>
    public async Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(context.AppFolder, Procfile.FileName), cancellationToken);
        var entries = Procfile.Parse(text);
        var standard = entries.Count == 1 ? entries[0].Type : DefaultType;
        foreach (var entry in entries)
        {
            context.Log.Info($"{entry.Type}: {entry.Command}");
        }

        return new BuildResult
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
        };
    }
}
