using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Spec.Ids;

namespace DotnetBuildpack;

/// <summary>Restores packages into a cached layer and publishes into another, unless nothing has changed since the last build.</summary>
internal static class PublishStep
{
    private static readonly LayerName Packages = LayerName.Parse("packages");
    private static readonly LayerName Published = LayerName.Parse("published");

    /// <summary>The layer that holds the published application.</summary>
    public static async Task<Layer> RunAsync(
        BuildContext context, DotnetSdk sdk, Project project, CancellationToken cancellationToken)
    {
        var configuration = context.Settings.GetValueOrDefault("BP_DOTNET_CONFIGURATION", "Release");
        var extra = context.Settings.GetValueOrDefault("BP_DOTNET_PUBLISH_FLAGS", string.Empty);
        var packages = await context.Layers.ProvideAsync(
            new LayerDefinition(Packages, LayerTypes.Cache)
            {
                Inputs = new Dictionary<string, string> { ["sdk"] = sdk.Version },
                KeepContentsOnChange = true,
            },
            (_, _) => Task.CompletedTask,
            cancellationToken);
        var definition = new LayerDefinition(Published, LayerTypes.Cache)
        {
            Inputs = new Dictionary<string, string>
            {
                ["source"] = await SourceFingerprint.OfAsync(context.AppFolder, cancellationToken),
                ["project"] = project.RelativePath,
                ["sdk"] = sdk.Version,
                ["buildpack"] = context.Buildpack.Info.Version,
                ["configuration"] = configuration,
                ["flags"] = extra,
            },
        };
        return await context.Layers.ProvideAsync(
            definition,
            async (layer, token) =>
            {
                ProjectReferences.CheckInside(context.AppFolder, project);
                context.Log.Section($"Publishing {project.RelativePath} with .NET SDK {sdk.Version}");
                await PublishAsync(context, sdk, project, packages, layer, configuration, extra, token);
                PublishedFiles.Normalize(layer.Folder);
            },
            cancellationToken);
    }

    private static Task PublishAsync(
        BuildContext context,
        DotnetSdk sdk,
        Project project,
        Layer packages,
        Layer target,
        string configuration,
        string extra,
        CancellationToken cancellationToken)
    {
        var withPackages = sdk with
        {
            Environment = new Dictionary<string, string>(sdk.Environment) { ["NUGET_PACKAGES"] = packages.Folder },
        };

        // What the sources were built to elsewhere is left alone: intermediate files go to a folder of this build. The commit of a
        // repository around the sources is none of them, so it does not show in the application.
        return withPackages.RunAsync(
            context,
            [
                "publish", project.Path,
                "--configuration", configuration,
                "--output", target.Folder,
                "--artifacts-path", Path.Combine(sdk.Scratch, "artifacts"),
                "--no-self-contained",
                "--disable-build-servers",
                "-p:UseAppHost=false",
                "-p:PublishAot=false",
                "-p:PublishTrimmed=false",
                "-p:PublishSingleFile=false",
                "-p:Deterministic=true",
                "-p:EnableSourceControlManagerQueries=false",
                PathMap.ToArgument((context.AppFolder, "/workspace"), (sdk.Scratch, "/build"), (packages.Folder, "/packages")),
                .. extra.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            cancellationToken);
    }
}
