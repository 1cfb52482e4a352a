namespace Buildpacks.Net.Oci.Content;

/// <summary>Content in memory.</summary>
/// <param name="Content">The bytes.</param>
public sealed record MemoryBlob(ReadOnlyMemory<byte> Content) : IBlobSource
{
    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new MemoryStream(Content.ToArray(), writable: false));
}
