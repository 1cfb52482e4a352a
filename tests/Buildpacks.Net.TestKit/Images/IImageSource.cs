namespace Buildpacks.Net.TestKit.Images;

/// <summary>A place that gives out the bytes of an image as they are stored there.</summary>
internal interface IImageSource
{
    /// <summary>The bytes of a manifest, by tag or digest, and the media type that the place says they have.</summary>
    Task<(byte[] Bytes, string MediaType)> ManifestAsync(string reference);

    /// <summary>The bytes of a blob.</summary>
    Task<byte[]> BlobAsync(string digest);
}
