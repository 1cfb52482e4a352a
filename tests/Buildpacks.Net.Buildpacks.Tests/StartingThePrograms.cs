using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Buildpacks.Tests;

/// <summary>The Main of a buildpack, as a lifecycle starts it.</summary>
public sealed class StartingThePrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StartingThePrograms()
    {
        foreach (var name in new[] { "app", "layers", "platform" })
        {
            Directory.CreateDirectory(_folder[name]);
        }

        File.WriteAllText(_folder["plan.toml"], "[[entries]]\nname = \"procfile\"\n[entries.metadata]\nweb = \"serve\"\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Detection_passes_with_0_and_a_plan()
    {
        File.WriteAllText(_folder["app/Procfile"], "web: serve\n");

        var result = await RunAsync("detect");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Errors));
        Assert.Contains("web = \"serve\"", File.ReadAllText(_folder["build-plan.toml"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detection_does_not_pass_with_100() => Assert.Equal(100, (await RunAsync("detect")).ExitCode);

    [Fact]
    public async Task Whoever_runs_the_image_may_read_what_a_build_under_a_strict_mask_wrote()
    {
        var result = await RunAsync("build");

        Assert.Equal((0, "     web: serve\n"), (result.ExitCode, result.Output));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(_folder["layers/launch.toml"]));
    }

    private Task<CommandResult> RunAsync(string phase)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "procfile-buildpack.dll");
        return Command.TryAsync(
            "sh",
            "-c",
            $"cd '{_folder["app"]}' && umask 077 && export CNB_BUILDPACK_DIR='{BuildpackFolders.Procfile.Folder}' CNB_LAYERS_DIR='{_folder["layers"]}' "
            + $"CNB_PLATFORM_DIR='{_folder["platform"]}' CNB_BP_PLAN_PATH='{_folder["plan.toml"]}' CNB_BUILD_PLAN_PATH='{_folder["build-plan.toml"]}' "
            + $"&& exec dotnet '{program}' {phase}");
    }
}
