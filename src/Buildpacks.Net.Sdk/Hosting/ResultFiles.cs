using System.Text;
using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Sdk.Hosting;

/// <summary>Writes what a build leaves behind besides layers.</summary>
internal static class ResultFiles
{
    public static async Task WriteAsync(string layers, BuildResult result, CancellationToken cancellationToken)
    {
        await WriteAsync(layers, "launch.toml", result.Launch?.ToToml(), cancellationToken).ConfigureAwait(false);
        await WriteAsync(layers, "build.toml", result.Build?.ToToml(), cancellationToken).ConfigureAwait(false);
        await WriteAsync(layers, "store.toml", result.Store?.ToToml(), cancellationToken).ConfigureAwait(false);
        var bom = Path.Combine(layers, "launch.sbom.cdx.json");
        if (result.LaunchSbom is { } launch)
        {
            await AtomicFile.WriteAsync(bom, launch.ToJson(), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            File.Delete(bom);
        }
    }

    private static async Task WriteAsync(string layers, string name, string? text, CancellationToken cancellationToken)
    {
        // A document of the last build says nothing about this one.
        var path = Path.Combine(layers, name);
        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        }
    }
}
