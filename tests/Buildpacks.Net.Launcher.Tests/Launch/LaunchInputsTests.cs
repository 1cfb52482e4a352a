using Buildpacks.Net.Launcher.Launch;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class LaunchInputsTests
{
    [Fact]
    public void What_is_not_set_has_the_specification_s_default()
    {
        var inputs = new LaunchInputs("launcher", [], []);
        Assert.Equal("/layers", inputs.LayersFolder);
        Assert.Equal("/workspace", inputs.AppFolder);
        Assert.Equal("production", inputs.ExecEnv);
        Assert.Equal("", inputs.PlatformApi);
        Assert.Null(inputs.ProcessTypeByVariable);
    }

    [Fact]
    public void An_empty_variable_counts_as_none() =>
        Assert.Equal("/layers", new LaunchInputs("launcher", [], ["CNB_LAYERS_DIR="]).LayersFolder);

    [Fact]
    public void Of_two_variables_with_one_name_the_first_counts() =>
        Assert.Equal("/a", new LaunchInputs("launcher", [], ["CNB_APP_DIR_2=/x", "CNB_APP_DIR=/a", "CNB_APP_DIR=/b"]).AppFolder);
}
