using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;

namespace Buildpacks.Net.Sdk.Tests;

/// <summary>A buildpack that does what the test says.</summary>
internal sealed class ActingBuildpack : IBuildpack
{
    public Func<DetectContext, CancellationToken, Task<DetectResult>> Detect { get; init; } = (_, _) => Task.FromResult(DetectResult.Pass());

    public Func<BuildContext, CancellationToken, Task<BuildResult>> Build { get; init; } = (_, _) => Task.FromResult(new BuildResult());

    public Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken) => Detect(context, cancellationToken);

    public Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken) => Build(context, cancellationToken);
}
