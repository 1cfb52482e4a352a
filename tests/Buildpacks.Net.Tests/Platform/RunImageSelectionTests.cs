using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Tests.Platform;

public sealed class RunImageSelectionTests
{
    [Theory]
    [InlineData("b.test", "b.test/run")]
    [InlineData("a.test", "a.test/run")]
    [InlineData("other.test", "a.test/run")]
    public async Task The_mirror_in_the_registry_of_the_app_comes_first(string registry, string expected) =>
        Assert.Equal(expected, await ChooseAsync(registry, unreadable: []));

    [Fact]
    public async Task What_cannot_be_read_is_passed_over() =>
        Assert.Equal("c.test/run", await ChooseAsync("b.test", unreadable: ["a.test", "b.test"]));

    [Fact]
    public async Task Without_any_that_can_be_read_each_reason_is_told()
    {
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => ChooseAsync("b.test", ["a.test", "b.test", "c.test"]));
        Assert.Equal(FailureKind.InvalidArguments, fault.Kind);
        Assert.Contains("b.test/run: closed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_there_is_no_run_image() => await Assert.ThrowsAsync<LifecycleException>(
        () => RunImageSelection.ChooseAsync(new RunImageSource(), "a.test", images: null, TestContext.Current.CancellationToken));

    [Fact]
    public void A_base_must_fit_where_it_states_something()
    {
        var app = new TargetMetadata { Os = "linux", Arch = "arm64", ArchVariant = "v8", Distro = new DistroInfo("debian", "12") };
        Assert.True(ImageTarget.CanCarry(app, app));
        Assert.True(ImageTarget.CanCarry(app with { ArchVariant = "", Distro = null }, app));
        Assert.True(ImageTarget.CanCarry(app with { Distro = new DistroInfo("debian", "") }, app));
        Assert.False(ImageTarget.CanCarry(app with { Arch = "amd64" }, app));
        Assert.False(ImageTarget.CanCarry(app with { ArchVariant = "v7" }, app));
        Assert.False(ImageTarget.CanCarry(app with { Distro = new DistroInfo("debian", "13") }, app));
        Assert.False(ImageTarget.CanCarry(app, app with { Distro = null }));
    }

    private static Task<string> ChooseAsync(string registry, string[] unreadable)
    {
        var source = new RunImageSource { Image = "a.test/run", Mirrors = ["BAD:REF:x", "b.test/run", "c.test/run"] };
        return RunImageSelection.ChooseAsync(source, registry, new Readable(unreadable), TestContext.Current.CancellationToken);
    }

    /// <summary>A store that only says who may read what.</summary>
    private sealed class Readable(string[] closed) : IImageStore
    {
        public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            Task.FromResult(closed.Contains(reference.Registry) ? new ImageAccess(false, "closed") : new ImageAccess(true));

        public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<Image?> FindAsync(
            ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<SavedImage> SaveAsync(
            NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
