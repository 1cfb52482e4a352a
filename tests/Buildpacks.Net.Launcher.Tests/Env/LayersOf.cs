using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Tests.Env;

/// <summary>What the layers in a scene make of an environment.</summary>
internal static class LayersOf
{
    public static IReadOnlyList<string> Buildpacks(LaunchScene scene, string[] buildpacks, string processType, params string[] inherited)
    {
        Sequence<LaunchBuildpack> listed = default;
        foreach (var buildpack in buildpacks)
        {
            listed.Add(new LaunchBuildpack(Bytes.From(buildpack), default));
        }

        var variables = InheritedEnvironment.Read(inherited.ToSequence(), keepsOrigins: false);
        LayerEnvironments.Add(default, ref variables, LaunchLayers.Scan(default, Bytes.From(scene.Layers), listed), Bytes.From(processType));
        return variables.Entries().ToTexts();
    }
}
