using Buildpacks.Net.Sdk.Detect;
using Buildpacks.Net.Sdk.Platform;
using Buildpacks.Net.Sdk.Tests.Hosting;

namespace Buildpacks.Net.Sdk.Tests.Platform;

public sealed class ReadingThePlatform : IDisposable
{
    private readonly HostScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Settings_come_from_the_environment_and_else_from_the_platform_folder()
    {
        _scene.Variables["BP_BOTH"] = "what the operator overrides";
        File.WriteAllText(_scene["platform/env/BP_BOTH"], "what the developer set");
        File.WriteAllBytes(_scene["platform/env/BP_BYTES"], [0xEF, 0xBB, 0xBF, 0xFF, (byte)'\n']);

        var context = await DetectAsync();

        Assert.Equal("what the operator overrides", context.Settings["BP_BOTH"]);
        Assert.Equal("\uFEFF\uDCFF\n", context.Settings["BP_BYTES"]);
        Assert.False(context.Environment.ContainsKey("BP_BYTES"));
    }

    [Fact]
    public async Task A_platform_folder_need_not_be_there()
    {
        Directory.Delete(_scene["platform"], recursive: true);

        var context = await DetectAsync();

        Assert.Equal(context.Environment, context.Settings);
        Assert.Empty(context.Bindings);
    }

    [Fact]
    public async Task The_target_and_the_execution_environment_are_passed_on()
    {
        _scene.Variables["CNB_TARGET_OS"] = "linux";
        _scene.Variables["CNB_TARGET_ARCH"] = "arm64";
        _scene.Variables["CNB_TARGET_ARCH_VARIANT"] = "v8";
        _scene.Variables["CNB_EXEC_ENV"] = "test";

        var context = await DetectAsync();

        Assert.Equal(new BuildTarget("linux", "arm64", "v8", null, null), context.Target);
        Assert.Equal("test", context.ExecutionEnvironment);
    }

    [Fact]
    public async Task What_is_built_for_is_production_unless_the_platform_says_otherwise() =>
        Assert.Equal("production", (await DetectAsync()).ExecutionEnvironment);

    [Fact]
    public async Task Bindings_are_sorted_and_read_when_they_are_asked()
    {
        Bind("platform/bindings/b", ("type", "redis\n"));
        Bind("platform/bindings/a", ("type", "ca-certificates"), ("ca.pem", "one\ntwo\r\n"));
        Directory.CreateDirectory(_scene["platform/bindings/..data"]);
        Directory.CreateDirectory(_scene["platform/bindings/c"]);

        var context = await DetectAsync();

        Assert.Equal(["a", "b", "c"], context.Bindings.Select(b => b.Name));
        Assert.Equal(["ca-certificates", "redis", ""], context.Bindings.Select(b => b.Type));
        Assert.Equal("one\ntwo", context.Bindings[0].Read("ca.pem"));
        Assert.Null(context.Bindings[0].Read("absent"));
    }

    [Fact]
    public async Task The_root_of_bindings_may_be_elsewhere()
    {
        Bind("platform/bindings/a", ("type", "x"));
        Bind("elsewhere/z", ("type", "y"));
        _scene.Variables["SERVICE_BINDING_ROOT"] = _scene["elsewhere"];

        Assert.Equal("z", Assert.Single((await DetectAsync()).Bindings).Name);
    }

    private async Task<DetectContext> DetectAsync()
    {
        DetectContext? seen = null;
        var buildpack = new ActingBuildpack
        {
            Detect = (context, _) =>
            {
                seen = context;
                return Task.FromResult(DetectResult.Pass());
            },
        };
        Assert.Equal(0, await _scene.RunAsync(buildpack, "detect"));
        return seen!;
    }

    private void Bind(string folder, params (string Name, string Text)[] entries)
    {
        Directory.CreateDirectory(_scene[folder]);
        foreach (var (name, text) in entries)
        {
            File.WriteAllText(_scene[$"{folder}/{name}"], text);
        }
    }
}
