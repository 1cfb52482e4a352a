using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Tests.Readme;

internal sealed class HelloBuildpack : IBuildpack
{
    public Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(Path.Combine(context.AppFolder, "hello.txt"))
            ? DetectResult.Pass()
            : DetectResult.Fail("there is no hello.txt"));

    public async Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken)
    {
        await context.Layers.ProvideAsync(
            new LayerDefinition(LayerName.Parse("greeting"), LayerTypes.Launch)
            {
                Inputs = new Dictionary<string, string> { ["language"] = context.Settings.GetValueOrDefault("BP_LANGUAGE", "en") },
            },
            (layer, token) => File.WriteAllTextAsync(Path.Combine(layer.Folder, "word"), "hello", token),
            cancellationToken);
        return new BuildResult
        {
            Launch = new LaunchToml
            {
                Processes = [new LaunchProcess { Type = "web", Command = ["cat", "hello.txt"], Default = true }],
            },
        };
    }
}
