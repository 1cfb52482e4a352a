namespace Buildpacks.Net.Oci.Content;

/// <summary>Some content that can be read as often as needed, wherever it is.</summary>
public interface IBlobSource
{
    /// <summary>
    /// Opens the content from its start: a fresh stream each call, which the caller disposes. A source of content with a
    /// known digest verifies it: its stream throws at the end instead of ending when the content is not what was promised.
    /// </summary>
    /// <exception cref="OciException">The content is not there, cannot be read, or is not what was promised.</exception>
    Task<Stream> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the content is there; it is not read.</summary>
    /// <exception cref="OciException">The place it should be in cannot be asked.</exception>
    async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var stream = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (OciException fault) when (fault.Code == OciErrors.MissingBlob)
        {
            return false;
        }
    }
}
