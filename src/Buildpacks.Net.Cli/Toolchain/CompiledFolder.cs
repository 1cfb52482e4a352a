using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Toolchain;

/// <summary>Keeps what is compiled from a source in a folder named after the source's fingerprint.</summary>
internal static class CompiledFolder
{
    private const int Kept = 4;

    /// <summary>The folder; made when it is not there. It appears whole or not at all.</summary>
    /// <param name="parent">Where the results of one source, whatever its state, are kept.</param>
    /// <param name="fingerprint">The state of the source.</param>
    /// <param name="make">Fills a folder; the second argument is one for whatever is needed on the way.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> EnsureAsync(
        string parent, string fingerprint, Func<string, string, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        var place = $"{parent}/{fingerprint}";
        if (PosixFile.TryStatus(place) is not null)
        {
            Directory.SetLastWriteTimeUtc(place, TimeProvider.System.GetUtcNow().UtcDateTime);
            return place;
        }

        var temporary = $"{parent}/.new-{Guid.NewGuid():N}";
        try
        {
            PosixFile.MakeDirectories($"{temporary}/result");
            await make($"{temporary}/result", $"{temporary}/work", cancellationToken).ConfigureAwait(false);
            if (PosixFile.TryStatus(place) is null)
            {
                PosixFile.Rename($"{temporary}/result", place);
            }
        }
        catch (PosixException) when (PosixFile.TryStatus(place) is not null)
        {
            // Another build made the same meanwhile.
        }
        finally
        {
            PosixFile.RemoveTree(temporary);
        }

        RemoveOld(parent);
        return place;
    }

    private static void RemoveOld(string parent)
    {
        var old = new DirectoryInfo(parent).GetDirectories().Where(folder => !folder.Name.StartsWith('.'))
            .OrderByDescending(folder => folder.LastWriteTimeUtc).Skip(Kept);
        foreach (var folder in old)
        {
            PosixFile.RemoveTree(folder.FullName);
        }
    }
}
