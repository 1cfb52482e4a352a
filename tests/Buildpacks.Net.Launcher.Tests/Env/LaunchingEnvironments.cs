using Buildpacks.Net.Launcher.Env;

namespace Buildpacks.Net.Launcher.Tests.Env;

public sealed class LaunchingEnvironments
{
    [Fact]
    public void The_launcher_s_variables_and_folders_vanish() => Assert.Equal(
        ["PATH=/b:/cnb/process/:/bin", "CNB_EXEC_ENV=test", "CNB_STACK_ID=x", "cnb_app_dir=1"],
        Inherit(
            "CNB_LAYERS_DIR=/l", "CNB_APP_DIR=/a", "CNB_PROCESS_TYPE=web", "CNB_PLATFORM_API=0.12", "CNB_DEPRECATION_MODE=quiet", "CNB_LAUNCHER_INIT=true",
            "PATH=/cnb/process:/b:/cnb/lifecycle:/cnb/process/:/bin:/cnb/process", "CNB_EXEC_ENV=test", "CNB_STACK_ID=x", "cnb_app_dir=1"));

    [Theory]
    [InlineData("/cnb/process", "")]
    [InlineData("/cnb/process:/cnb/lifecycle", "")]
    [InlineData(":/cnb/process:", ":")]
    [InlineData("", "")]
    public void PATH_keeps_its_other_elements(string path, string expected) => Assert.Equal(["PATH=" + expected], Inherit("PATH=" + path));

    [Fact]
    public void Without_PATH_none_is_made() => Assert.Equal(["A=1"], Inherit("A=1"));

    [Fact]
    public void Of_equal_names_the_first_counts_and_what_is_no_variable_is_dropped() =>
        Assert.Equal(["A=1", "=x"], Inherit("A=1", "A=2", "nothing", "=x"));

    [Fact]
    public void All_root_folders_of_a_buildpack_come_before_its_files()
    {
        using var scene = new LaunchScene();
        foreach (var layer in (string[])["x", "y"])
        {
            scene.Put($"layers/b/{layer}/bin/f", "").Put($"layers/b/{layer}/lib/f", "").Put($"layers/b/{layer}/include/f", "")
                .Put($"layers/b/{layer}/env/PATH.prepend", layer + "!").Put($"layers/b/{layer}/env/T.append", layer)
                .Put($"layers/b/{layer}/env.launch/T.append", "+");
        }

        var folder = $"{scene.Layers}/b";
        Assert.Equal(
            [$"PATH=y!x!{folder}/y/bin:{folder}/x/bin:/bin", $"LD_LIBRARY_PATH={folder}/y/lib:{folder}/x/lib", "T=x+y+"],
            LayersOf.Buildpacks(scene, ["b"], "", "PATH=/bin"));
    }

    [Fact]
    public void A_very_large_environment_is_no_burden()
    {
        string[] entries = [.. Enumerable.Range(0, 200_000).Select(i => $"NAME_{i}={i}")];
        Assert.Equal(entries, Inherit(entries));
    }

    private static IReadOnlyList<string> Inherit(params string[] entries) =>
        InheritedEnvironment.Read(entries.ToSequence(), keepsOrigins: false).Entries().ToTexts();
}
