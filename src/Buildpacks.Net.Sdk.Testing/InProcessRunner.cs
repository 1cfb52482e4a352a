using System.Collections.Concurrent;
using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Sdk.Hosting;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>Stands in for the programs of buildpacks: calls their code in this process.</summary>
/// <param name="buildpacks">The buildpacks by their folders.</param>
internal sealed class InProcessRunner(IReadOnlyDictionary<string, (BuildpackId Id, IBuildpack Buildpack)> buildpacks) : IExecutableRunner
{
    private readonly ConcurrentQueue<PhaseRun> _runs = new();

    public IReadOnlyList<PhaseRun> Runs => [.. _runs];

    public async Task<ExecutableExit> RunAsync(ExecutableRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (id, buildpack) = buildpacks[Path.GetDirectoryName(Path.GetDirectoryName(run.Path))!];
        using var kept = new MemoryStream();

        // What a program prints that the buildpack runs comes from another thread than its own lines.
        var output = Stream.Synchronized(kept);
        await using (output.ConfigureAwait(false))
        {
            var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
            await using (text.ConfigureAwait(false))
            {
                var phase = Path.GetFileName(run.Path);
                var variables = EnvironmentVariables.FromEntries(run.Environment).ToDictionary();
                var call = new HostCall(phase, run.Arguments, variables, run.WorkingDirectory, output, text, text);
                var code = await BuildpackHost.RunAsync(buildpack, call, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                var bytes = kept.ToArray();
                _runs.Enqueue(new PhaseRun(id, phase, code, Encoding.UTF8.GetString(bytes)));
                await run.Output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                return new ExecutableExit(code, 0);
            }
        }
    }
}
