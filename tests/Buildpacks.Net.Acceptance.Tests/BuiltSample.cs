using Buildpacks.Net.TestKit.Images;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>A sample that was built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layout">The OCI layout with its image.</param>
/// <param name="Desk">Where it was built.</param>
/// <param name="Buildpack">The compiled buildpack.</param>
public sealed record BuiltSample(string Name, string Layout, Desk Desk, string Buildpack)
{
    /// <summary>Reads the image, every byte of it.</summary>
    public Task<CheckedImage> ReadAsync() => CheckedImage.ReadLayoutAsync(Layout);
}
