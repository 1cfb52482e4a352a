using Buildpacks.Net.Launcher.Launch;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class LaunchInputsTests
{
    [Fact]
    public void What_is_not_set_has_the_specification_s_default()
    {
        var inputs = Inputs();
        Assert.Equal("/layers", inputs.LayersFolder.ToString());
        Assert.Equal("/workspace", inputs.AppFolder.ToString());
        Assert.Equal("production", inputs.ExecEnv.ToString());
        Assert.Equal("", inputs.PlatformApi.ToString());
        Assert.Equal("", inputs.ProcessTypeByVariable.ToString());
        Assert.Null(inputs.Init);
    }

    [Fact]
    public void An_empty_variable_counts_as_none() =>
        Assert.Equal("/layers", Inputs("CNB_LAYERS_DIR=").LayersFolder.ToString());

    [Fact]
    public void Of_two_variables_with_one_name_the_first_counts() =>
        Assert.Equal("/a", Inputs("CNB_APP_DIR_2=/x", "CNB_APP_DIR=/a", "CNB_APP_DIR=/b").AppFolder.ToString());

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("yes", false)]
    public void Init_is_asked_for_with_true(string value, bool expected) => Assert.Equal(expected, Inputs("CNB_LAUNCHER_INIT=" + value).Init);

    private static LaunchInputs Inputs(params string[] environment) => new("launcher"u8, default, environment.ToSequence());
}
