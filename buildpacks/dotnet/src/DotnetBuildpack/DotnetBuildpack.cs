using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Spec.Documents;

namespace DotnetBuildpack;

/// <summary>Builds .NET applications with the SDK that is on the PATH.</summary>
internal sealed class DotnetBuildpack : IBuildpack
{
    /// <summary>Passes when there is exactly one project to publish, or a setting names it.</summary>
    public Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken)
    {
        var project = ProjectChoice.Find(context.AppFolder, context.Settings);
        if (project is null)
        {
            return Task.FromResult(DetectResult.Fail("there is no .NET project or solution in the application folder"));
        }

        context.Log.Info($"found {project.RelativePath}");
        return Task.FromResult(DetectResult.Pass(new BuildPlan
        {
            Provides = ["dotnet-application"],
            Requires = [new BuildPlanRequire { Name = "dotnet-application" }],
        }));
    }

    /// <summary>Restores and publishes, then arranges the image: runtime layer, dependency slice, application.</summary>
    public async Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken)
    {
        var project = ProjectChoice.Find(context.AppFolder, context.Settings)
            ?? throw new BuildpackException(
                "DOTNET1001",
                $"could not build {context.AppFolder}: the .NET project found by detect is gone. Check what earlier buildpacks removed.");
        using var scratch = new ScratchFolder();
        var sdk = await DotnetSdk.FindAsync(context, scratch.Path, cancellationToken);
        var published = await PublishStep.RunAsync(context, sdk, project, cancellationToken);
        var application = PublishedApplication.Read(published.Folder, project);
        await RuntimeStep.RunAsync(context, sdk, application, cancellationToken);
        ApplicationFolder.Replace(context.AppFolder, published.Folder);
        return new BuildResult
        {
            Launch = new LaunchToml { Processes = [Process(application)], Slices = application.Slices() },
            LaunchSbom = application.Bom(),
        };
    }

    private static LaunchProcess Process(PublishedApplication application) => new()
    {
        Type = application.IsWeb ? "web" : "app",
        Command = ["dotnet", application.EntryAssembly],
        Default = true,
    };
}
