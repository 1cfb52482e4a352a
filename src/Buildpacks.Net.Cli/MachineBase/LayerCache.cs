using System.Security.Cryptography;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>
/// Compressed layers of earlier builds, by diffID. An entry appears whole or not at all, is verified before it is used,
/// and is given away as a file of its own, so that builds that run at the same time do not disturb each other. A cache
/// that cannot be used costs time only.
/// </summary>
/// <param name="folder">Where the entries are.</param>
/// <param name="time">The time, by which entries grow old.</param>
/// <param name="log">Where trouble is told.</param>
internal sealed class LayerCache(string folder, TimeProvider time, ILogger log)
{
    /// <summary>How many entries are kept: those used last.</summary>
    public const int MostEntries = 8;

    private const uint OwnerOnly = 0x180;
    private const string Ending = ".tar.gz";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    // Another runtime may compress otherwise. Its entries are not used, so that a warm cache gives what a cold one does.
    private static readonly string Runtime = $"net{Environment.Version}";

    /// <summary>Puts a kept layer into a file; null when there is none, or none that is whole.</summary>
    public async Task<BuiltLayer?> TryTakeAsync(LayerDigest layer, string path, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var entry in Entries($"{layer.DiffId.Hex}-{Runtime}-*{Ending}"))
            {
                if (await TryTakeAsync(entry, layer, path, cancellationToken).ConfigureAwait(false) is { } taken)
                {
                    return taken;
                }

                MachineBaseLog.CacheDamaged(log, entry);
                PosixFile.RemoveTree(entry);
                PosixFile.RemoveTree(path);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            MachineBaseLog.CacheUnusable(log, fault.Message);
        }

        return null;
    }

    /// <summary>Keeps a layer for later builds, and removes old ones.</summary>
    public async Task KeepAsync(BuiltLayer layer, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            PosixFile.MakeDirectories(folder);
            await LinkOrCopyAsync(layer.Path, temporary, cancellationToken).ConfigureAwait(false);
            var name = $"{layer.DiffId.Hex}-{Runtime}-{layer.Digest.Hex}{Ending}";
            Touch(temporary);
            PosixFile.Rename(temporary, Path.Combine(folder, name));
            RemoveOld();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            MachineBaseLog.CacheUnusable(log, fault.Message);
        }
        finally
        {
            PosixFile.RemoveTree(temporary);
        }
    }

    private IEnumerable<string> Entries(string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal) : [];

    private async Task<BuiltLayer?> TryTakeAsync(
        string entry, LayerDigest layer, string path, CancellationToken cancellationToken)
    {
        await LinkOrCopyAsync(entry, path, cancellationToken).ConfigureAwait(false);
        long size;
        Digest digest;
        using (var stream = PosixFile.OpenRead(path))
        {
            size = stream.Length;
            var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
            digest = Digest.FromSha256Hash(hash);
        }

        if (!Path.GetFileName(entry).EndsWith($"-{digest.Hex}{Ending}", StringComparison.Ordinal))
        {
            return null;
        }

        Touch(entry);
        var descriptor = new Descriptor(MediaTypes.OciLayerGzip, digest, size);
        return new BuiltLayer(layer.DiffId, layer.UncompressedSize, descriptor, path);
    }

    private static async Task LinkOrCopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            PosixFile.MakeHardLink(from, to);
        }
        catch (PosixException)
        {
            // Another file system, or a file of another user.
            using var source = PosixFile.OpenRead(from);
            using var target = PosixFile.Create(to, OwnerOnly);
            await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The entry only looks older than it is: it belongs to another user, or another build has removed it.
            MachineBaseLog.CacheUnusable(log, fault.Message);
        }
    }

    private void RemoveOld()
    {
        var files = new DirectoryInfo(folder).GetFiles();
        var old = files.Where(file => file.Name.EndsWith(Ending, StringComparison.Ordinal))
            .OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Skip(MostEntries);
        // Left by builds that were ended in the middle.
        var abandoned = files.Where(file => file.Name.StartsWith('.') && file.LastWriteTimeUtc < time.GetUtcNow() - Abandoned);
        foreach (var file in old.Concat(abandoned).ToList())
        {
            PosixFile.RemoveTree(file.FullName);
        }
    }
}
