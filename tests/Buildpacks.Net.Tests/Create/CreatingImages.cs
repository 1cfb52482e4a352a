using Buildpacks.Net.Analyze;
using Buildpacks.Net.Create;
using Buildpacks.Net.Export;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Restore;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Tests.Execution;
using Buildpacks.Net.Tests.Platform;

namespace Buildpacks.Net.Tests.Create;

public sealed class CreatingImages : IDisposable
{
    private readonly Workspace _workspace = new();

    public CreatingImages()
    {
        _workspace.Buildpack("b@1", build: "mkdir -p $1/data && echo x >$1/data/x && printf '[types]\\nlaunch = true\\n' >$1/data.toml");
        _workspace.Order("b@1");
        _workspace.Write("launcher", "launcher");
        Directory.CreateDirectory(_workspace.At("spool"));
    }

    public void Dispose() => _workspace.Dispose();

    private LayoutImageStore Store => new(_workspace.At("images"));

    [Fact]
    public async Task Every_phase_is_announced_and_what_it_made_is_known()
    {
        var steps = new List<CreateStep>();
        var result = await CreateAsync(inputs => inputs with { Progress = new Steps(steps) });

        Assert.Equal([CreateStep.Analyzing, CreateStep.Detecting, CreateStep.Restoring, CreateStep.Building, CreateStep.Exporting], steps);
        Assert.Equal("b@1", Assert.Single(result.Detect.Group.Group).ToString());
        Assert.Contains(result.Export.Layers, layer => layer.Identifier == "b:data");
    }

    [Fact]
    public async Task The_run_image_can_be_completed_once_everything_is_built()
    {
        var called = false;
        await CreateAsync(inputs => inputs with
        {
            BeforeExport = (built, _) =>
            {
                called = built.Metadata.Buildpacks.Count == 1 && !_workspace.Has("images/a.test/app");
                return Task.CompletedTask;
            },
        });

        Assert.True(called);
    }

    [Fact]
    public async Task Extensions_can_take_another_run_image()
    {
        Extend("printf 'FROM a.test/other\\n' >$1/run.Dockerfile");
        var steps = new List<CreateStep>();
        await CreateAsync(inputs => inputs with { Progress = new Steps(steps) });

        var token = TestContext.Current.CancellationToken;
        var other = await Store.FindAsync(ImageReference.Parse("a.test/other"), cancellationToken: token);
        var app = await Store.FindAsync(ImageReference.Parse("a.test/app"), cancellationToken: token);
        Assert.Equal(other!.Layers[0].DiffId, app!.Layers[0].DiffId);
        Assert.Contains(CreateStep.Generating, steps);
    }

    [Theory]
    [InlineData("printf 'FROM a.test/other\\nRUN x\\n' >$1/run.Dockerfile", "extend the run image")]
    [InlineData("printf 'ARG base_image\\nFROM ${base_image}\\nRUN x\\n' >$1/build.Dockerfile", "extend the build image")]
    [InlineData("exit 0", "none of which chooses a run image")]
    public async Task Extensions_cannot_extend_images_here(string generate, string reason)
    {
        Extend(generate);
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => CreateAsync(inputs => inputs));

        Assert.Equal((CreatePhase.HasExtensions, FailureKind.Detect), (fault.Code, fault.Kind));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("e@1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_extensions_cannot_take_part_the_build_ends_before_anything_is_built()
    {
        Extend("exit 0");
        var fault = await Assert.ThrowsAsync<LifecycleException>(() => CreateAsync(inputs => inputs with { Generate = null }));

        Assert.Equal(CreatePhase.HasExtensions, fault.Code);
        Assert.False(_workspace.Has("layers/b"));
    }

    [Theory]
    [InlineData("exit 100", FailureKind.NothingDetected)]
    [InlineData("exit 3", FailureKind.NothingDetectedWithErrors)]
    public async Task Nothing_detected_is_a_fault_of_its_own(string detect, FailureKind kind)
    {
        _workspace.Buildpack("b@1", detect);
        Assert.Equal(kind, (await Assert.ThrowsAsync<LifecycleException>(() => CreateAsync(inputs => inputs))).Kind);
    }

    private void Extend(string generate)
    {
        _workspace.Extension("e@1", generate: $"set -- \"$CNB_OUTPUT_DIR\"; {generate}");
        _workspace.OrderExtensions("e@1");
    }

    private async Task<CreateResult> CreateAsync(Func<CreateInputs, CreateInputs> change)
    {
        var token = TestContext.Current.CancellationToken;
        await Store.SaveAsync(TestImages.Base("run"), "a.test/run");
        await Store.SaveAsync(TestImages.Base("other"), "a.test/other");
        var features = PlatformFeatures.For(ApiVersion.Parse("0.14"));
        var inputs = new CreateInputs
        {
            Analyze = new AnalyzeInputs
            {
                Features = features,
                Images = Store,
                OutputImage = ImageReference.Parse("a.test/app"),
                RunImage = ImageReference.Parse("a.test/run"),
                RunImageName = "a.test/run",
                LayersDirectory = _workspace.At("layers"),
                AnalyzedPath = _workspace.At("layers/analyzed.toml"),
            },
            Detect = _workspace.DetectInputs(),
            Generate = _workspace.GenerateInputs(),
            Restore = new RestoreInputs
            {
                Features = features,
                LayersDirectory = _workspace.At("layers"),
                GroupPath = _workspace.At("layers/group.toml"),
                AnalyzedPath = _workspace.At("layers/analyzed.toml"),
            },
            Build = _workspace.BuildInputs(),
            Export = new ExportInputs
            {
                Features = features,
                Images = Store,
                OutputImage = ImageName.Parse("a.test/app"),
                AppDirectory = _workspace.At("app"),
                LayersDirectory = _workspace.At("layers"),
                GroupPath = _workspace.At("layers/group.toml"),
                AnalyzedPath = _workspace.At("layers/analyzed.toml"),
                LauncherPath = _workspace.At("launcher"),
                LifecycleSbomDirectory = null,
                Owner = new FileOwner(1000, 1000),
                SpoolDirectory = _workspace.At("spool"),
            },
        };
        return await CreatePhase.RunAsync(change(inputs), token);
    }

    private sealed class Steps(List<CreateStep> steps) : IProgress<CreateStep>
    {
        public void Report(CreateStep value) => steps.Add(value);
    }
}
