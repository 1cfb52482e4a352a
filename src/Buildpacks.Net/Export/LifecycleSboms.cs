using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Export;

/// <summary>Puts the bills of materials of lifecycle and launcher beside those of the buildpacks (Platform API, exporter).</summary>
internal sealed class LifecycleSboms(ExportInputs inputs)
{
    private const uint FileMode = 0x1B6;
    private const string Folder = "buildpacksio_lifecycle";
    private static readonly string[] Formats = ["sbom.cdx.json", "sbom.spdx.json", "sbom.syft.json"];

    /// <summary>Copies them.</summary>
    /// <exception cref="IOException">One cannot be read, or not be written.</exception>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (!inputs.Features.HasLifecycleSboms)
        {
            return;
        }

        var launcher = $"{inputs.LayersDirectory}/sbom/launch/{Folder}/launcher";
        await CopyStandardAsync("lifecycle", $"{inputs.LayersDirectory}/sbom/build/{Folder}", cancellationToken).ConfigureAwait(false);
        if (inputs.LauncherSbomDirectory is { Length: > 0 } given && given != inputs.LifecycleSbomDirectory)
        {
            await CopyAllAsync(given, launcher, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CopyStandardAsync("launcher", launcher, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyStandardAsync(string component, string target, CancellationToken cancellationToken)
    {
        foreach (var format in inputs.LifecycleSbomDirectory is null ? [] : Formats)
        {
            var source = $"{inputs.LifecycleSbomDirectory}/{component}.{format}";
            if (PosixFile.TryStatus(source) is null)
            {
                ExportLog.SbomMissing(inputs.Log, $"{component}.{format}", inputs.LifecycleSbomDirectory!);
                continue;
            }

            Directory.CreateDirectory(target);
            await CopyAsync(source, $"{target}/{format}", cancellationToken).ConfigureAwait(false);
        }
    }

    // The files of another launcher keep their names.
    private static async Task CopyAllAsync(string source, string target, CancellationToken cancellationToken)
    {
        var names = PosixFile.ReadDirectory(source)
            .Where(name => Array.Exists(Formats, format => name.EndsWith(format, StringComparison.Ordinal)));
        Directory.CreateDirectory(target);
        foreach (var name in names)
        {
            await CopyAsync($"{source}/{name}", $"{target}/{name}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        using var from = PosixFile.OpenRead(source);
        using var to = PosixFile.Create(target, FileMode);
        await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
    }
}
