using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Copies what a platform wants to have besides the image: bills of materials and the report.</summary>
internal sealed class BuildOutputs(BuildRequest request, WorkFolder work)
{
    /// <summary>Copies what was asked for.</summary>
    /// <exception cref="CliException">A folder cannot be written to.</exception>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (request.ReportDirectory is { } reports)
            {
                await CopyFileAsync($"{work.Documents}/report.toml", $"{reports}/report.toml", cancellationToken).ConfigureAwait(false);
            }

            if (request.SbomDirectory is { } sboms)
            {
                PosixFile.MakeDirectories(sboms);
                await CopyFolderAsync($"{work.Layers}/sbom", sboms, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliException.BadPath, $"the image is built, but its documents could not be written: {fault.Message}", fault);
        }
    }

    private static async Task CopyFolderAsync(string from, string to, CancellationToken cancellationToken)
    {
        foreach (var name in PosixFile.TryStatus(from) is null ? [] : PosixFile.ReadDirectory(from))
        {
            if (PosixFile.StatusOfLink($"{from}/{name}").Type == PosixFileType.Directory)
            {
                await CopyFolderAsync($"{from}/{name}", $"{to}/{name}", cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await CopyFileAsync($"{from}/{name}", $"{to}/{name}", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task CopyFileAsync(string from, string to, CancellationToken cancellationToken) =>
        await AtomicFile.WriteAsync(to, await File.ReadAllBytesAsync(from, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
}
