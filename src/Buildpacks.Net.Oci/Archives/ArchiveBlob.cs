using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>Content within an archive; each reading opens the file anew.</summary>
/// <param name="Path">The archive.</param>
/// <param name="Offset">Where in it the content starts.</param>
/// <param name="Descriptor">What the content must be; reading it verifies that.</param>
internal sealed record ArchiveBlob(string Path, long Offset, Descriptor Descriptor) : IBlobSource
{
    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(new VerifiedStream(
            OpenSection(Path, Offset, Descriptor.Size), Descriptor.Digest, Descriptor.Size, $"{Path}: blob {Descriptor.Digest}"));
    }

    /// <summary>Opens a part of an archive.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.MissingBlob"/>: the archive cannot be opened.</exception>
    public static SectionStream OpenSection(string path, long offset, long size)
    {
        try
        {
            var file = PosixFile.OpenRead(path);
            file.Position = offset;
            return new SectionStream(file, size);
        }
        catch (PosixException error)
        {
            throw new OciException(OciErrors.MissingBlob, error.Message, error);
        }
    }
}
