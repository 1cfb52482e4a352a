using System.Text;
using System.Text.Json;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Lifecycle.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _output = "";
    private string _error = "";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("analyzer", 32)]
    [InlineData("/cnb/lifecycle/analyzer", 32)]
    public async Task The_name_of_the_program_chooses_the_phase(string program, int code) =>
        Assert.Equal(code, await RunAsync(program, ["-run-image", "127.0.0.1:1/run", "127.0.0.1:1/app"]));

    [Fact]
    public async Task A_rebase_names_a_registry_that_is_not_there()
    {
        Assert.Equal(72, await RunAsync("rebaser", ["127.0.0.1:1/app"]));
        Assert.Contains("127.0.0.1:1 cannot be connected to: Connection refused", _output, StringComparison.Ordinal);
        Assert.Single(_output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Any_other_program_takes_the_phase_as_its_first_argument()
    {
        Assert.Equal(1, await RunAsync("lifecycle", ["restore", "-group", _folder["none"]]));
        Assert.Contains("failed to restore", _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    public async Task Without_a_known_phase_the_phases_are_listed(params string[] arguments)
    {
        Assert.Equal(3, await RunAsync("lifecycle", arguments));
        Assert.Contains("analyze, detect, restore, extend, build, export, create, rebase", _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 11)]
    [InlineData(" ", 11)]
    [InlineData("0.6", 11)]
    [InlineData("0.16", 11)]
    [InlineData("abc", 11)]
    [InlineData("0.7", 0)]
    [InlineData("0.15", 0)]
    public async Task The_platform_API_must_be_set_and_supported(string api, int code) =>
        Assert.Equal(code, await RunAsync("detector", ["-version"], $"CNB_PLATFORM_API={api}"));

    [Theory]
    [InlineData("-nope", 2)]
    [InlineData("-layers", 2)]
    [InlineData("-h", 0)]
    [InlineData("-help", 0)]
    public async Task Usage_goes_to_standard_error(string flag, int code)
    {
        Assert.Equal(code, await RunAsync("builder", [flag]));
        Assert.Contains("Usage of builder", _error, StringComparison.Ordinal);
        Assert.Empty(_output);
    }

    [Theory]
    [InlineData("0.8", "-skip-layers", 2)]
    [InlineData("0.9", "-skip-layers", 3)]
    [InlineData("0.11", "-layout", 2)]
    [InlineData("0.12", "-layout", 3)]
    [InlineData("0.12", "-insecure-registry=x", 2)]
    [InlineData("0.13", "-insecure-registry=x", 3)]
    public async Task Flags_come_with_API_versions(string api, string flag, int code) =>
        Assert.Equal(code, await RunAsync("analyzer", [flag], $"CNB_PLATFORM_API={api}"));

    [Theory]
    [InlineData("detector")]
    [InlineData("builder")]
    [InlineData("restorer")]
    [InlineData("extender")]
    public async Task Phases_without_positionals_refuse_them(string program) => Assert.Equal(3, await RunAsync(program, ["extra"]));

    [Theory]
    [InlineData("analyzer")]
    [InlineData("exporter")]
    [InlineData("creator")]
    [InlineData("rebaser")]
    public async Task Phases_that_make_images_want_their_names(string program) => Assert.Equal(3, await RunAsync(program, []));

    [Fact]
    public async Task The_extender_says_that_it_cannot() => Assert.Equal(102, await RunAsync("extender", []));

    [Theory]
    [InlineData("loud", 1)]
    [InlineData("none", 1)]
    [InlineData("", 1)]
    [InlineData("DEBUG", 3)]
    [InlineData("fatal", 3)]
    public async Task Log_levels_are_checked_before_arguments(string level, int code) =>
        Assert.Equal(code, await RunAsync("detector", [$"-log-level={level}", "extra"]));

    [Fact]
    public async Task Errors_are_red_on_standard_output_until_colors_are_off()
    {
        await RunAsync("restorer", ["x"]);
        Assert.StartsWith("\u001b[1;31mERROR: \u001b[0mfailed to restore: ", _output, StringComparison.Ordinal);
        await RunAsync("restorer", ["-no-color", "x"]);
        Assert.StartsWith("ERROR: failed to restore: ", _output, StringComparison.Ordinal);
        Assert.Single(_output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task As_JSON_each_line_is_an_object()
    {
        await RunAsync("restorer", ["-log-format=json", "x"]);
        using var line = JsonDocument.Parse(_output);
        Assert.Equal("error", line.RootElement.GetProperty("level").GetString());
        Assert.StartsWith("failed to restore", line.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_what_a_message_is_about_stands_beside_it_by_name()
    {
        await RunAsync("creator", ["-log-format=json", "image", "-daemon"]);
        using var line = JsonDocument.Parse(_output.Split('\n')[0]);
        Assert.Equal("-daemon", Assert.Single(line.RootElement.GetProperty("fields").EnumerateObject()).Value.GetString());
    }

    [Fact]
    public async Task Flags_behind_the_image_only_warn()
    {
        await RunAsync("creator", ["image", "-daemon"]);
        Assert.Contains("'-daemon' comes after the first positional argument", _output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B AD")]
    [InlineData("registry.test/UP")]
    public async Task A_name_that_is_no_reference_is_a_bad_argument(string name) => Assert.Equal(3, await RunAsync("rebaser", [name]));

    [Fact]
    public async Task All_names_must_be_in_one_registry() =>
        Assert.Equal(3, await RunAsync("rebaser", ["a.test/app", "b.test/app"]));

    [Fact]
    public async Task Layouts_must_be_allowed() => Assert.Equal(
        1, await RunAsync("analyzer", ["-layout", "-layout-dir", _folder.Path, "-run-image", "a.test/run", "a.test/app"]));

    [Fact]
    public async Task Credentials_that_are_no_JSON_fail_without_being_shown()
    {
        Assert.Equal(1, await RunAsync("analyzer", ["-run-image", "a.test/run", "a.test/app"], "CNB_REGISTRY_AUTH={\"secret"));
        Assert.DoesNotContain("secret", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_no_fault_of_a_phase()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync("rebaser", ["127.0.0.1:1/app"], cancelled.Token));
    }

    private Task<int> RunAsync(string program, string[] arguments, params string[] variables) =>
        RunAsync(program, arguments, TestContext.Current.CancellationToken, variables);

    private async Task<int> RunAsync(string program, string[] arguments, CancellationToken cancellationToken, params string[] variables)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        string[] standard = ["CNB_PLATFORM_API=0.14", $"CNB_LAYERS_DIR={_folder.Path}", "CNB_USER_ID=-1", "CNB_GROUP_ID=-1"];
        var environment = EnvironmentVariables.FromEntries([.. variables, .. standard]);
        var code = await new LifecycleProgram(environment, _folder.Path, output, error).RunAsync(program, arguments, cancellationToken);
        _output = Encoding.UTF8.GetString(output.ToArray());
        _error = Encoding.UTF8.GetString(error.ToArray());
        return code;
    }
}
