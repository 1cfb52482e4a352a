using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Rebase;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Rebase;

/// <summary>What a rebased image says of itself.</summary>
public sealed class RebasingLabels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly NewImage _old = TestImages.Base(
        "old base", ("io.buildpacks.base.distro.name", "debian"), ("io.buildpacks.base.homepage", "old"), ("io.buildpacks.stack.id", "s"), ("own", "app"));

    private readonly NewImage _new = TestImages.Base(
        "new base", ("io.buildpacks.base.distro.name", "debian"), ("io.buildpacks.base.maintainer", "new"), ("io.buildpacks.stack.id", "t"), ("own", "base"));

    private LayoutImageStore Store => new(_folder["images"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Labels_of_the_base_are_those_of_the_new_base()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        await RebaseAsync(Inputs());
        var labels = (await FindAsync("a.test/app")).Config.Config.Labels;
        Assert.Equal(("new", "t", "app"), (labels["io.buildpacks.base.maintainer"], labels["io.buildpacks.stack.id"], labels["own"]));
        Assert.DoesNotContain("io.buildpacks.base.homepage", labels.Keys);
    }

    [Fact]
    public async Task The_run_image_of_old_labels_is_found()
    {
        var metadata = TestImages.Metadata(_old, "x").Replace("\"image\":\"x\"}", "\"image\":\"\"},\"stack\":{\"runImage\":{\"image\":\"a.test/run\"}}", StringComparison.Ordinal);
        await SaveAppAsync(metadata);
        var result = await RebaseAsync(Inputs() with { RunImage = null });
        Assert.Contains("/a.test/run/latest@", result.RunImage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_previous_image_is_rebased_into_another_name_and_stays()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var before = (await FindAsync("a.test/app")).Identifier;
        await RebaseAsync(Inputs() with { PreviousImage = ImageName.Parse("a.test/app"), OutputImage = ImageName.Parse("a.test/other") });
        Assert.Equal(before, (await FindAsync("a.test/app")).Identifier);
        Assert.Equal(_new.Layers[0].DiffId, (await FindAsync("a.test/other")).Config.DiffIds[0]);
    }

    [Fact]
    public async Task Every_name_has_the_same_image()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var result = await RebaseAsync(Inputs() with { AdditionalNames = [ImageName.Parse("a.test/app:v1"), ImageName.Parse("a.test/other")] });
        Assert.Equal(["a.test/app", "a.test/app:v1", "a.test/other"], result.Report.Tags);
        foreach (var name in result.Report.Tags)
        {
            Assert.Equal(result.Image.ManifestDigest, (await FindAsync(name)).Manifest!.Digest);
        }
    }

    [Theory]
    [InlineData("arm64", "debian")]
    [InlineData("amd64", "ubuntu")]
    public async Task A_base_for_something_else_needs_force(string architecture, string distro)
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var other = _new with { Config = _new.Config.WithLabel("io.buildpacks.base.distro.name", distro) with { Architecture = architecture } };
        // Layouts are asked for images of this machine's processor; the test brings the base under its own name.
        var store = new PinnedStore(Store, ImageReference.Parse("a.test/run"), await SaveAsync(other));
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => RebaseAsync(Inputs() with { Images = store }));
        Assert.Equal((RebaseFault.Incompatible, FailureKind.Rebase), (fault.Code, fault.Kind));
        await RebaseAsync(Inputs() with { Images = store, Force = true });
    }

    [Fact]
    public async Task A_forced_base_has_no_mirrors()
    {
        var metadata = TestImages.Metadata(_old, "a.test/another").Replace("\"a.test/another\"", "\"a.test/another\",\"mirrors\":[\"b.test/m\"]", StringComparison.Ordinal);
        await SaveAppAsync(metadata);
        await RebaseAsync(Inputs() with { Force = true });
        var label = LifecycleMetadataLabel.TryParse((await FindAsync("a.test/app")).Config.GetLabel(LifecycleMetadataLabel.Name)!)!;
        Assert.Equal("a.test/run", label.RunImage.Image);
        Assert.Empty(label.RunImage.Mirrors);
    }

    [Fact]
    public async Task A_rebased_image_has_the_constant_time()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        await RebaseAsync(Inputs());
        Assert.Equal(Timestamp.Reproducible, (await FindAsync("a.test/app")).Config.Created);
    }

    [Fact]
    public async Task Two_rebases_of_the_same_give_the_same_image()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var inputs = Inputs() with { PreviousImage = ImageName.Parse("a.test/app"), OutputImage = ImageName.Parse("a.test/rebased") };
        var first = await RebaseAsync(inputs);
        Directory.Delete(_folder["images/a.test/rebased"], recursive: true);
        Assert.Equal(first.Image, (await RebaseAsync(inputs)).Image);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RebaseInputs Inputs() => new()
    {
        Features = PlatformFeatures.For(new ApiVersion(0, 14)),
        Images = Store,
        OutputImage = ImageName.Parse("a.test/app"),
        RunImage = ImageName.Parse("a.test/run"),
    };

    private async Task SaveAppAsync(string metadata)
    {
        await Store.SaveAsync(_new, "a.test/run");
        await Store.SaveAsync(TestImages.App(_old, metadata), "a.test/app");
    }

    private async Task<Image> SaveAsync(NewImage image)
    {
        var layout = new OciLayout(_folder["base"]);
        await layout.SaveAsync(image, ["latest"], cancellationToken: Token);
        return (await layout.FindAsync(ImageReference.Parse("a.test/run"), null, image.Config.Platform, Token))!;
    }

    private async Task<Image> FindAsync(string name) => (await Store.FindAsync(ImageReference.Parse(name), null, Token))!;

    private static Task<RebaseResult> RebaseAsync(RebaseInputs inputs) => RebasePhase.RunAsync(inputs, Token);

    /// <summary>A store in which one name is a certain image.</summary>
    private sealed class PinnedStore(LayoutImageStore inner, ImageReference name, Image image) : IImageStore
    {
        public Task<Image?> FindAsync(
            ImageReference reference, Oci.Images.Platform? platform = null, CancellationToken cancellationToken = default) =>
            reference == name ? Task.FromResult<Image?>(image) : inner.FindAsync(reference, platform, cancellationToken);

        public Task<SavedImage> SaveAsync(
            NewImage image, ImageReference name, IReadOnlyList<ImageReference> additionalNames, CancellationToken cancellationToken = default) =>
            inner.SaveAsync(image, name, additionalNames, cancellationToken);

        public Task<ImageAccess> CheckReadAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            inner.CheckReadAsync(reference, cancellationToken);

        public Task<ImageAccess> CheckWriteAsync(ImageReference reference, CancellationToken cancellationToken = default) =>
            inner.CheckWriteAsync(reference, cancellationToken);
    }
}
