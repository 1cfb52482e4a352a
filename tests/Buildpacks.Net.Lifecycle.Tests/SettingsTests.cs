using Buildpacks.Net.Lifecycle.Commands;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Lifecycle.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Flags_beat_variables_and_variables_beat_defaults()
    {
        Assert.Equal("/flag", Read(["CNB_APP_DIR=/variable"], ("app", "/flag")).AppFolder);
        Assert.Equal("/variable", Read(["CNB_APP_DIR=/variable"]).AppFolder);
        Assert.Equal("/workspace", Read([]).AppFolder);
        Assert.Equal("/workspace", Read(["CNB_APP_DIR="]).AppFolder);
    }

    [Fact]
    public void Documents_are_in_the_layers_folder_unless_said_otherwise()
    {
        var settings = Read(["CNB_LAYERS_DIR=/l", "CNB_PLAN_PATH=/p/plan.toml", "CNB_REPORT_PATH=x/<layers>/r"]);

        Assert.Equal("/l/analyzed.toml", settings.AnalyzedPath);
        Assert.Equal("/l/group.toml", settings.GroupPath);
        Assert.Equal("/l/generated", settings.GeneratedFolder);
        Assert.Equal("/p/plan.toml", settings.PlanPath);
        Assert.Equal("x//l/r", settings.ReportPath);
    }

    [Fact]
    public void The_order_of_the_layers_folder_comes_before_that_of_the_builder()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("/cnb/order.toml", Read([], ("layers", folder.Path)).OrderPath);
        File.WriteAllText(folder["order.toml"], "");
        Assert.Equal(folder["order.toml"], Read([], ("layers", folder.Path)).OrderPath);
        Assert.Equal("/named/order.toml", Read(["CNB_ORDER_PATH=/named/order.toml"]).OrderPath);
    }

    [Fact]
    public void Folders_become_absolute() => Assert.Equal("/here/apps/one", Read([], ("app", "apps/./one/")).AppFolder);

    [Theory]
    [InlineData("CNB_SKIP_LAYERS=true", true)]
    [InlineData("CNB_SKIP_RESTORE=1", true)]
    [InlineData("CNB_SKIP_RESTORE=yes", false)]
    [InlineData("X=1", false)]
    public void Two_variables_skip_layers(string variable, bool expected) => Assert.Equal(expected, Read([variable]).SkipLayers);

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("0x3e8", 0)]
    [InlineData("abc", 0)]
    [InlineData("", 0)]
    [InlineData("-1", -1)]
    public void A_user_in_a_variable_that_is_no_number_is_root(string value, long expected) =>
        Assert.Equal(expected, Read([$"CNB_USER_ID={value}"]).UserId);

    [Fact]
    public void Insecure_registries_of_flags_follow_those_of_the_variable() =>
        Assert.Equal(["a", "b", "c"], Read(["CNB_INSECURE_REGISTRIES=a,b"], ("insecure-registry", "c")).InsecureRegistries);

    [Fact]
    public void A_run_image_equal_to_the_variable_counts_as_not_given()
    {
        Assert.False(Read(["CNB_RUN_IMAGE=run"]).RunImageIsGiven);
        Assert.False(Read(["CNB_RUN_IMAGE=run"], ("run-image", "run")).RunImageIsGiven);
        Assert.True(Read(["CNB_RUN_IMAGE=run"], ("run-image", "other")).RunImageIsGiven);
    }

    [Fact]
    public void A_daemon_gets_plain_layers_unless_a_cache_image_needs_them_compressed()
    {
        Assert.IsType<NoLayerCompressor>(LayerCompressors.Choose(Read([], ("daemon", "true"))));
        Assert.IsType<GzipLayerCompressor>(LayerCompressors.Choose(Read([], ("daemon", "true"), ("cache-image", "a.test/cache"))));
        Assert.IsType<GzipLayerCompressor>(LayerCompressors.Choose(Read([])));
    }

    [Fact]
    public void A_daemon_takes_no_zstd()
    {
        var fault = Assert.Throws<LifecycleException>(() => LayerCompressors.Choose(Read(["CNB_LAYER_COMPRESSION=zstd"], ("daemon", "true"))));
        Assert.Equal(FailureKind.InvalidArguments, fault.Kind);
        Assert.Contains("a Docker daemon cannot take layers compressed with zstd", fault.Message, StringComparison.Ordinal);
    }

    private static PlatformSettings Read(string[] variables, params (string Flag, string Value)[] flags)
    {
        var given = flags.ToDictionary(flag => flag.Flag, flag => (IReadOnlyList<string>)[flag.Value], StringComparer.Ordinal);
        return new PlatformSettings(new FlagValues(given, EnvironmentVariables.FromEntries(variables)), "/here");
    }
}
