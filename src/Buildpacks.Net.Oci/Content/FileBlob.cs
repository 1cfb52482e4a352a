using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Content;

/// <summary>Content in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Descriptor">What the file must hold; reading it verifies that.</param>
public sealed record FileBlob(string Path, Descriptor Descriptor) : IBlobSource
{
    /// <summary>
    /// Whether this process has just written the file and computed the digest of it, and nobody writes to it any more: then it
    /// is taken over by a link where that is possible.
    /// </summary>
    internal bool IsFresh { get; init; }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream>(
                new VerifiedStream(PosixFile.OpenRead(Path), Descriptor.Digest, Descriptor.Size, Path));
        }
        catch (PosixException error)
        {
            throw new OciException(OciErrors.MissingBlob, error.Message, error);
        }
    }
}
