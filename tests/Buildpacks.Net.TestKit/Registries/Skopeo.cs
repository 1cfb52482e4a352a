using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>Runs skopeo, a registry client that is not ours.</summary>
public static class Skopeo
{
    /// <summary>Copies an image, without verifying certificates.</summary>
    public static Task<string> CopyAsync(string from, string to, params string[] more) => Command.RunAsync(
        "skopeo", ["copy", "-q", "--src-tls-verify=false", "--dest-tls-verify=false", .. more, from, to]);

    /// <summary>Reads a manifest, or a config, as it is stored.</summary>
    public static Task<string> InspectRawAsync(string image, params string[] more) => Command.RunAsync(
        "skopeo", ["inspect", "--raw", "--tls-verify=false", .. more, image]);
}
