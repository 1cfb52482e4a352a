using System.Text;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Lifecycle.Tests;

/// <summary>What platforms must give, and what happens when they do not.</summary>
public sealed class RequiredInputs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _output = "";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-no-such-flag")]
    [InlineData("-log-level=fatal")]
    [InlineData("-group=/no/such/file")]
    public async Task The_platform_API_is_checked_before_anything_else(string flag)
    {
        foreach (var program in (string[])["analyzer", "detector", "restorer", "builder", "exporter", "creator", "rebaser", "extender"])
        {
            Assert.Equal(11, await RunAsync(program, [flag, "B AD"], "CNB_PLATFORM_API=9.9"));
        }
    }

    [Theory]
    [InlineData("analyzer", "-run-image", "a.test/run", "B AD")]
    [InlineData("analyzer", "-run-image", "a.test/run", "-tag", "a.test/UP", "a.test/app")]
    [InlineData("analyzer", "-run-image", "a.test/run", "-previous-image", "B AD", "a.test/app")]
    [InlineData("analyzer", "-run-image", "B AD", "a.test/app")]
    [InlineData("analyzer", "-run-image", "a.test/run", "-cache-image", "B AD", "a.test/app")]
    [InlineData("exporter", "B AD")]
    [InlineData("exporter", "a.test/app", "a.test/UP")]
    [InlineData("creator", "-run-image", "a.test/run", "B AD")]
    [InlineData("creator", "-run-image", "a.test/run", "-tag", "a.test/UP", "a.test/app")]
    [InlineData("rebaser", "a.test/app", "a.test/UP")]
    public async Task Names_of_images_must_be_references(string program, params string[] arguments) =>
        Assert.Equal(3, await RunAsync(program, arguments));

    [Theory]
    [InlineData("analyzer", "-run-image", "a.test/run", "-tag", "b.test/app", "a.test/app")]
    [InlineData("creator", "-run-image", "a.test/run", "-tag", "b.test/app", "a.test/app")]
    [InlineData("exporter", "a.test/app", "b.test/app")]
    public async Task Further_names_must_be_in_the_registry_of_the_first(string program, params string[] arguments)
    {
        Assert.Equal(3, await RunAsync(program, arguments));
        Assert.Contains("a.test and b.test", _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[images]]\nimage = \"a.test/run\"\n", 0)]
    [InlineData("", 3)]
    [InlineData("[[images]]\nmirrors = [\"a.test/run\"]\n", 3)]
    [InlineData("[[images]]\nimage = \"B AD\"\n", 3)]
    [InlineData("[[images\n", 3)]
    public async Task A_run_image_that_is_not_named_comes_from_run_toml(string run, int code)
    {
        File.WriteAllText(_folder["run.toml"], run);
        Assert.Equal(code, await AnalyzeLayoutAsync("CNB_EXPERIMENTAL_MODE=silent", "-layout-dir", _folder.Path, "-run", _folder["run.toml"]));
    }

    [Fact]
    public async Task Layouts_need_a_folder()
    {
        Assert.Equal(32, await AnalyzeLayoutAsync("CNB_EXPERIMENTAL_MODE=silent", "-run-image", "a.test/run"));
        Assert.Contains("-layout-dir", _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X=1", 1, false)]
    [InlineData("CNB_EXPERIMENTAL_MODE=error", 1, false)]
    [InlineData("CNB_EXPERIMENTAL_MODE=warn", 0, true)]
    [InlineData("CNB_EXPERIMENTAL_MODE=silent", 0, false)]
    public async Task Experimental_features_are_refused_warned_of_or_let_pass(string mode, int code, bool warns)
    {
        Assert.Equal(code, await AnalyzeLayoutAsync(mode, "-layout-dir", _folder.Path, "-run-image", "a.test/run"));
        Assert.Equal(warns, _output.Contains("Warning: ", StringComparison.OrdinalIgnoreCase) && _output.Contains("experimental", StringComparison.Ordinal));
    }

    private Task<int> AnalyzeLayoutAsync(string variable, params string[] arguments) =>
        RunAsync("analyzer", ["-no-color", "-layout", .. arguments, "a.test/app"], variable);

    private async Task<int> RunAsync(string program, string[] arguments, params string[] variables)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        string[] standard = ["CNB_PLATFORM_API=0.14", $"CNB_LAYERS_DIR={_folder.Path}", "CNB_USER_ID=-1", "CNB_GROUP_ID=-1"];
        var environment = EnvironmentVariables.FromEntries([.. variables, .. standard]);
        var code = await new LifecycleProgram(environment, _folder.Path, output, error)
            .RunAsync(program, arguments, TestContext.Current.CancellationToken);
        _output = Encoding.UTF8.GetString(output.ToArray());
        return code;
    }
}
