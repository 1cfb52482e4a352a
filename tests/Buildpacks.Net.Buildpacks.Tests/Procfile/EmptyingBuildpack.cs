using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;

namespace Buildpacks.Net.Buildpacks.Tests.Procfile;

/// <summary>Takes all sources away, as a compiler's buildpack does.</summary>
internal sealed class EmptyingBuildpack : IBuildpack
{
    public Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken) => Task.FromResult(DetectResult.Pass());

    public Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(context.AppFolder))
        {
            File.Delete(file);
        }

        return Task.FromResult(new BuildResult());
    }
}
