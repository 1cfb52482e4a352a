using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Spec.Ids;

namespace DotnetBuildpack;

/// <summary>Puts the runtime into a layer of its own: it changes with the SDK, not with the application.</summary>
internal static class RuntimeStep
{
    private const string Runtime = "Microsoft.NETCore.App";
    private const string HookFile = "port-hook.dll";
    private static readonly LayerName Name = LayerName.Parse("runtime");

    public static async Task RunAsync(
        BuildContext context, DotnetSdk sdk, PublishedApplication application, CancellationToken cancellationToken)
    {
        var frameworks = Choose(sdk, application);
        var hook = application.IsWeb ? Path.Combine(AppContext.BaseDirectory, HookFile) : null;
        var inputs = frameworks.ToDictionary(f => f.Name, f => f.Version);
        inputs["layout"] = "1";
        inputs["host"] = HostVersion(sdk);
        inputs["architecture"] = context.Target.Arch ?? string.Empty;
        if (hook is not null)
        {
            inputs["port-hook"] = await FileFingerprint.OfAsync(hook, cancellationToken);
        }

        await context.Layers.ProvideAsync(
            new LayerDefinition(Name, LayerTypes.Launch) { Inputs = inputs },
            async (layer, token) =>
            {
                context.Log.Section($"Copying {string.Join(", ", frameworks.Select(f => $"{f.Name} {f.Version}"))}");
                CopyRuntime(sdk, frameworks, layer.Folder);
                WriteVariables(layer, hook);
                await layer.WriteSbomAsync(Bom(frameworks), token);
            },
            cancellationToken);
    }

    private static List<Framework> Choose(DotnetSdk sdk, PublishedApplication application)
    {
        // Every framework stands on the base runtime, also when the configuration does not name it.
        var wanted = new Dictionary<string, string>(application.Frameworks);
        wanted.TryAdd(Runtime, wanted.Values.FirstOrDefault() ?? "0.0.0");
        return [.. wanted.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => Framework.Choose(sdk.Root, w.Key, w.Value))];
    }

    private static string HostVersion(DotnetSdk sdk) => Framework.Newest(Path.Combine(sdk.Root, "host", "fxr"))
        ?? throw new BuildpackException(
            "DOTNET1008", $"could not copy the runtime: {sdk.Root}/host/fxr is empty. Reinstall the .NET SDK of the build image.");

    private static void CopyRuntime(DotnetSdk sdk, List<Framework> frameworks, string target)
    {
        var host = HostVersion(sdk);
        FolderCopy.Copy(Path.Combine(sdk.Root, "host", "fxr", host), Path.Combine(target, "host", "fxr", host));
        foreach (var framework in frameworks)
        {
            FolderCopy.Copy(framework.Folder(sdk.Root), framework.Folder(target));
        }

        File.Copy(Path.Combine(sdk.Root, "dotnet"), Path.Combine(target, "dotnet"), overwrite: true);
        File.SetUnixFileMode(Path.Combine(target, "dotnet"), Modes.Program);

        // The launcher adds bin to PATH; dotnet finds the rest of itself through the link.
        var bin = Directory.CreateDirectory(Path.Combine(target, "bin"));
        File.CreateSymbolicLink(Path.Combine(bin.FullName, "dotnet"), "../dotnet");
        File.SetUnixFileMode(bin.FullName, Modes.Program);
        File.SetUnixFileMode(Path.Combine(target, "host"), Modes.Program);
        File.SetUnixFileMode(Path.Combine(target, "host", "fxr"), Modes.Program);
        File.SetUnixFileMode(Path.Combine(target, "shared"), Modes.Program);
        foreach (var framework in frameworks)
        {
            File.SetUnixFileMode(Path.Combine(target, "shared", framework.Name), Modes.Program);
        }
    }

    private static void WriteVariables(Layer layer, string? hook)
    {
        var variables = layer.Variables(EnvironmentScope.Launch);
        variables.Default("DOTNET_RUNNING_IN_CONTAINER", "true");

        // The run image need not have ICU.
        variables.Default("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        if (hook is not null)
        {
            var copy = Path.Combine(layer.Folder, HookFile);
            File.Copy(hook, copy, overwrite: true);
            File.SetUnixFileMode(copy, Modes.File);
            variables.Prepend("DOTNET_STARTUP_HOOKS", copy, ":");
            variables.Default("ASPNETCORE_HTTP_PORTS", "8080");
        }
    }

    private static CycloneDxBom Bom(List<Framework> frameworks) => new(
    [
        .. frameworks.Select(f => new CycloneDxComponent("framework", f.Name, f.Version, $"pkg:generic/{f.Name}@{f.Version}")),
    ]);
}
