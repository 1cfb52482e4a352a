using Buildpacks.Net.Cli.Sboms;
using Buildpacks.Net.Oci;

namespace Buildpacks.Net.Cli.Tests.Sboms;

public sealed class BoundedStreamTests
{
    [Fact]
    public async Task Content_up_to_the_bound_comes_through()
    {
        await using var stream = new BoundedStream(new MemoryStream(new byte[100]), 100, "it");
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal((100, 100), (copy.Length, stream.Position));
    }

    [Fact]
    public async Task One_byte_more_is_refused()
    {
        await using var stream = new BoundedStream(new MemoryStream(new byte[101]), 100, "the layer");
        var fault = await Assert.ThrowsAsync<OciException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.Equal("could not extract the layer: it is larger than 100 bytes.", fault.Message);
        Assert.Equal(OciErrors.UnsafeArchive, fault.Code);
    }
}
