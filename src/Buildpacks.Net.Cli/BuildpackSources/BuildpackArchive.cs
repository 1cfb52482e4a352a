using System.IO.Compression;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>A buildpack in a tar archive, which may be compressed with gzip; also a whole package (<c>.cnb</c>: an OCI layout).</summary>
internal sealed class BuildpackArchive(string path)
{
    /// <summary>Extracts it.</summary>
    /// <returns>Which of several buildpacks it is about, as <c>id@version</c>; null when it does not say.</returns>
    /// <exception cref="CliException">It is no archive, or a hostile one.</exception>
    public async Task<string?> ExtractAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            using var file = PosixFile.OpenRead(path);
            using var buffered = new BufferedStream(file);
            using var tar = await IsGzipAsync(file, cancellationToken).ConfigureAwait(false)
                ? (Stream)new GZipStream(buffered, CompressionMode.Decompress)
                : buffered;
            await LayerExtractor.ExtractAsync(tar, new ExtractionOptions { Root = folder }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or Oci.OciException)
        {
            throw new CliException(CliException.BadBuildpack, $"could not read the buildpack archive {path}: {fault.Message}", fault);
        }

        return PosixFile.TryStatus($"{folder}/oci-layout") is null
            ? null
            : await PackageLayout.UnpackAsync(path, folder, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsGzipAsync(FileStream file, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        file.Position = 0;
        return read == start.Length && start[0] == 0x1F && start[1] == 0x8B;
    }
}
