using Buildpacks.Net.Analyze;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Analyze;

/// <summary>What has to be readable and writable is found out before anything is done.</summary>
public sealed class CheckingAccess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.test/app")]
    [InlineData("a.test/app:more")]
    [InlineData("a.test/cache")]
    public async Task What_may_not_be_written_fails_the_analysis(string closed) => await FailsAsync("write", closed);

    // A cache image is written at the end of the build, and whoever may write may read.
    [Theory]
    [InlineData("a.test/previous")]
    [InlineData("a.test/run")]
    public async Task What_may_not_be_read_fails_the_analysis(string closed) => await FailsAsync("read", closed);

    [Fact]
    [Trait("needs", "registry")]
    public async Task Images_that_are_not_there_are_no_fault()
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var images = new RegistryImageStore();
        var run = await images.SaveAsync(TestImages.Base("run"), $"{registry.Host}/run");
        var result = await AnalyzePhase.RunAsync(Inputs(registry.Host, images), TestContext.Current.CancellationToken);
        Assert.Equal(("", run.Identifier), (result.Analyzed.PreviousImage, result.Analyzed.RunImage!.Reference));
    }

    private async Task FailsAsync(string action, string closed)
    {
        var inputs = Inputs("a.test", new GuardedStore(action, ImageReference.Parse(closed)));
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => AnalyzePhase.RunAsync(inputs, TestContext.Current.CancellationToken));
        Assert.Equal((AnalyzePhase.NoAccess, FailureKind.Analyze), (fault.Code, fault.Kind));
        Assert.Contains($"could not {action} image {ImageReference.Parse(closed)}", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["analyzed.toml"]));
    }

    private AnalyzeInputs Inputs(string registry, IImageStore images) => new()
    {
        Features = PlatformFeatures.For(ApiVersion.Parse("0.14")),
        Images = images,
        ChecksAccess = true,
        OutputImage = ImageReference.Parse($"{registry}/app"),
        AdditionalNames = [ImageReference.Parse($"{registry}/app:more")],
        PreviousImage = ImageReference.Parse($"{registry}/previous"),
        RunImage = ImageReference.Parse($"{registry}/run"),
        RunImageName = $"{registry}/run",
        CacheImage = ImageReference.Parse($"{registry}/cache"),
        CacheImages = images,
        LayersDirectory = _folder["layers"],
        AnalyzedPath = _folder["analyzed.toml"],
    };

    /// <summary>A store that lets all pass but one thing.</summary>
    private sealed class GuardedStore(string action, ImageReference closed) : IImageStore
    {
        public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) => Answer("read", reference);

        public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) => Answer("write", reference);

        public Task<Image?> FindAsync(
            ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<Image?>(null);

        public Task<SavedImage> SaveAsync(
            NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        private Task<ImageAccess> Answer(string asked, ImageReference reference) =>
            Task.FromResult(asked == action && reference == closed ? new ImageAccess(false, "closed") : new ImageAccess(true));
    }
}
