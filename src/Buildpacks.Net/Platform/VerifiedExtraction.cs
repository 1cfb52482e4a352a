using Buildpacks.Net.Oci;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Platform;

/// <summary>
/// Extracts a layer so that it appears as a whole or not at all: into a temporary folder of the same volume, and from there to
/// its place once all of it is verified. Nothing outside of the layer's own folder is written.
/// </summary>
/// <param name="directory">The folder for the temporary folder.</param>
/// <param name="prefix">How the temporary folder's name begins.</param>
internal sealed class VerifiedExtraction(string directory, string prefix)
{
    /// <summary>What the folder is called in archives; null for what it is called on disk.</summary>
    public string? ArchiveDirectory { get; init; }

    /// <summary>How paths in what is extracted are rewritten; null when they are right.</summary>
    public Relocation? Relocation { get; init; }

    /// <summary>Extracts an archive.</summary>
    /// <param name="tar">The archive; reading it to the end verifies it.</param>
    /// <param name="place">The absolute path, in the folder, that all of its entries are for.</param>
    /// <param name="onEntry">Is told the header of each entry; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; nothing is left then.</param>
    /// <exception cref="OciException">The archive is damaged, or leads out of its place.</exception>
    public async Task RunAsync(Stream tar, string place, Action<TarHeader>? onEntry, CancellationToken cancellationToken)
    {
        var temporary = $"{directory}/{prefix}{Guid.NewGuid():N}";
        PosixFile.MakeDirectory(temporary);
        try
        {
            var within = ArchivePathOf(place);
            var options = new ExtractionOptions { Root = temporary, Within = within, OnEntry = onEntry };
            await LayerExtractor.ExtractAsync(tar, options, cancellationToken).ConfigureAwait(false);
            Relocation?.ApplyToLayer(temporary + within, cancellationToken);
            if (PosixFile.TryStatusOfLink(temporary + within) is not null)
            {
                WritableTree.Move(temporary + within, place);
            }
        }
        finally
        {
            WritableTree.Remove(temporary);
        }
    }

    /// <summary>What a path in the folder is called in archives.</summary>
    public string ArchivePathOf(string place) => ArchiveDirectory is null ? place : ArchiveDirectory + place[directory.Length..];
}
