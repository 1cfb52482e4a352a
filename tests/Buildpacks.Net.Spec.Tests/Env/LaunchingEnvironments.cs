using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Spec.Tests.Env;

public sealed class LaunchingEnvironments
{
    [Fact]
    public void The_launcher_s_variables_and_folders_vanish() => Assert.Equal(
        ["PATH=/b:/cnb/process/:/bin", "CNB_EXEC_ENV=test", "CNB_STACK_ID=x", "cnb_app_dir=1"],
        LaunchEnvironment.FromInherited(EnvironmentVariables.FromEntries(
        [
            "CNB_LAYERS_DIR=/l", "CNB_APP_DIR=/a", "CNB_PROCESS_TYPE=web", "CNB_PLATFORM_API=0.12", "CNB_DEPRECATION_MODE=quiet",
            "PATH=/cnb/process:/b:/cnb/lifecycle:/cnb/process/:/bin:/cnb/process", "CNB_EXEC_ENV=test", "CNB_STACK_ID=x", "cnb_app_dir=1",
        ])).ToEntries());

    [Theory]
    [InlineData("/cnb/process", "")]
    [InlineData("/cnb/process:/cnb/lifecycle", "")]
    [InlineData(":/cnb/process:", ":")]
    [InlineData("", "")]
    public void PATH_keeps_its_other_elements(string path, string expected) =>
        Assert.Equal(["PATH=" + expected], LaunchEnvironment.FromInherited(EnvironmentVariables.FromEntries(["PATH=" + path])).ToEntries());

    [Fact]
    public void Without_PATH_none_is_made() =>
        Assert.Equal(["A=1"], LaunchEnvironment.FromInherited(EnvironmentVariables.FromEntries(["A=1"])).ToEntries());

    [Fact]
    public void All_root_folders_of_a_buildpack_come_before_its_files()
    {
        LayerEnvironment Layer(string name) => new()
        {
            Path = "/layers/b/" + name,
            RootFolders = ["bin", "lib", "include"],
            Folders = [new EnvironmentFolder([new("PATH.prepend", name + "!"), new("T.append", name)]), new EnvironmentFolder([new("T.append", "+")])],
        };

        Assert.Equal(
            ["PATH=y!x!/layers/b/y/bin:/layers/b/x/bin:/bin", "LD_LIBRARY_PATH=/layers/b/y/lib:/layers/b/x/lib", "T=x+y+"],
            LaunchEnvironment.AddBuildpack(EnvironmentVariables.FromEntries(["PATH=/bin"]), [Layer("x"), Layer("y")]).ToEntries());
    }
}
