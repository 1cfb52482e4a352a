using Buildpacks.Net.Oci.Content;
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

public sealed class RebasePhaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NewImage _old = TestImages.Base("old base", ("io.buildpacks.base.distro.name", "debian"), ("io.buildpacks.stack.id", "s"));
    private readonly NewImage _new = TestImages.Base("new base", ("io.buildpacks.base.distro.name", "debian"), ("io.buildpacks.stack.id", "s"));

    private LayoutImageStore Store => new(_folder["images"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_layers_of_the_app_move_onto_the_new_base()
    {
        var app = await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var result = await RebaseAsync(Inputs());

        var image = await FindAsync();
        Assert.Equal([_new.Layers[0].DiffId, app.Layers[1].DiffId], image.Config.DiffIds);
        Assert.Equal("1000", image.Config.Config.User);
        Assert.Equal("", image.Config.Author);
        Assert.Equal(2, image.Config.History.Count);
        Assert.Equal(["a.test/app"], result.Report.Tags);
        Assert.Equal(result.Image.ManifestDigest!.ToString(), result.Report.Digest);
        Assert.Contains("tags = [\"a.test/app\"]", await File.ReadAllTextAsync(_folder["report.toml"], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_label_names_the_new_base_and_keeps_all_else()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var result = await RebaseAsync(Inputs());

        var expected = TestImages.Metadata(_new, "a.test/run").Replace("\"old\"", $"\"{result.RunImage}\"", StringComparison.Ordinal);
        Assert.Equal(expected, (await FindAsync()).Config.GetLabel(LifecycleMetadataLabel.Name));
    }

    [Fact]
    public async Task Images_whose_label_has_the_app_as_an_object_can_be_rebased()
    {
        var metadata = TestImages.Metadata(_old, "a.test/run").Replace("\"app\":[]", "\"app\":{\"sha\":\"x\"}", StringComparison.Ordinal);
        await SaveAppAsync(metadata);
        await RebaseAsync(Inputs());

        Assert.Contains("\"app\":{\"sha\":\"x\"}", (await FindAsync()).Config.GetLabel(LifecycleMetadataLabel.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_image_the_label_names_the_base()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        await Store.SaveAsync(_new, "a.test/run");
        var result = await RebaseAsync(Inputs() with { RunImage = null });

        Assert.Contains("/a.test/run/latest@", result.RunImage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_that_the_label_does_not_name_needs_force()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/another"));
        await FailsAsync(Inputs());
        await RebaseAsync(Inputs() with { Force = true });

        var label = LifecycleMetadataLabel.TryParse((await FindAsync()).Config.GetLabel(LifecycleMetadataLabel.Name)!)!;
        Assert.Equal("a.test/run", label.RunImage.Image);
        Assert.Equal("a.test/run", label.StackRunImage!.Image);
    }

    [Fact]
    public async Task An_image_marked_as_not_rebasable_needs_force()
    {
        var app = TestImages.App(_old, TestImages.Metadata(_old, "a.test/run"));
        await Store.SaveAsync(app with { Config = app.Config.WithLabel("io.buildpacks.rebasable", "false") }, "a.test/app");
        await Store.SaveAsync(_new, "a.test/run");

        await FailsAsync(Inputs());
        await RebaseAsync(Inputs() with { Force = true });
    }

    [Fact]
    public async Task A_forced_rebase_takes_the_platform_of_the_new_base()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"));
        var arm = _new with { Config = _new.Config with { Architecture = Oci.Images.Platform.Current.Architecture, Variant = "v8", OsVersion = "2" } };
        await Store.SaveAsync(arm, "a.test/run");
        await RebaseAsync(Inputs() with { Force = true });

        var config = (await FindAsync()).Config;
        Assert.Equal(("v8", "2"), (config.Variant, config.OsVersion));
    }

    [Fact]
    public async Task Docker_layers_on_an_OCI_base_make_an_OCI_image()
    {
        var app = TestImages.App(_old, TestImages.Metadata(_old, "a.test/run")) with { Family = MediaTypeFamily.Docker };
        await Store.SaveAsync(app, "a.test/app");
        await Store.SaveAsync(_new, "a.test/run");
        await RebaseAsync(Inputs());

        var manifest = (await FindAsync()).Manifest!;
        Assert.Equal(MediaTypes.OciManifest, manifest.MediaType);
        Assert.All(manifest.Layers, layer => Assert.Equal(MediaTypes.OciLayer, layer.MediaType));
    }

    [Fact]
    public async Task Before_targets_the_stacks_must_be_equal()
    {
        await SaveAppAsync(TestImages.Metadata(_old, "a.test/run"), api: "0.11");
        await RebaseAsync(Inputs());
        await Store.SaveAsync(_new with { Config = _new.Config.WithLabel("io.buildpacks.stack.id", "other") }, "a.test/run");
        await FailsAsync(Inputs() with { Force = true });
    }

    [Fact]
    public async Task Before_targets_mixins_must_not_get_lost()
    {
        const string mixins = "io.buildpacks.stack.mixins";
        var app = TestImages.App(_old, TestImages.Metadata(_old, "a.test/run"), "0.11");
        await Store.SaveAsync(app with { Config = app.Config.WithLabel(mixins, "[\"run:git\",\"curl\"]") }, "a.test/app");
        await Store.SaveAsync(_new with { Config = _new.Config.WithLabel(mixins, "[\"git\"]") }, "a.test/run");

        Assert.Contains("curl", (await FailsAsync(Inputs())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("{}")]
    [InlineData("{\"runImage\":{\"topLayer\":\"sha256:00\",\"image\":\"a.test/run\"}}")]
    [InlineData("{\"runImage\":7}")]
    public async Task A_label_that_does_not_tell_the_base_is_refused(string metadata)
    {
        await SaveAppAsync(metadata);
        await FailsAsync(Inputs() with { Force = true });
    }

    [Fact]
    public async Task Missing_images_are_named()
    {
        Assert.Contains("a.test/app", (await FailsAsync(Inputs())).Message, StringComparison.Ordinal);
        await Store.SaveAsync(TestImages.App(_old, TestImages.Metadata(_old, "a.test/run")), "a.test/app");
        Assert.Contains("a.test/run", (await FailsAsync(Inputs())).Message, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RebaseInputs Inputs() => new()
    {
        Features = PlatformFeatures.For(new ApiVersion(0, 14)),
        Images = Store,
        OutputImage = ImageName.Parse("a.test/app"),
        RunImage = ImageName.Parse("a.test/run"),
        ReportPath = _folder["report.toml"],
    };

    private async Task<Image> SaveAppAsync(string metadata, string api = "0.14")
    {
        await Store.SaveAsync(_new, "a.test/run");
        return await Store.SaveAsync(TestImages.App(_old, metadata, api), "a.test/app");
    }

    private async Task<Image> FindAsync() => (await Store.FindAsync(ImageReference.Parse("a.test/app"), null, Token))!;

    private static Task<RebaseResult> RebaseAsync(RebaseInputs inputs) => RebasePhase.RunAsync(inputs, Token);

    private static async Task<LifecycleException> FailsAsync(RebaseInputs inputs)
    {
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => RebaseAsync(inputs));
        Assert.Equal(FailureKind.Rebase, fault.Kind);
        return fault;
    }
}
