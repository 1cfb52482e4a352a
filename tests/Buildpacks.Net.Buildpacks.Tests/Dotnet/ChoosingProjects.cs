using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class ChoosingProjects : IDisposable
{
    private const string Program = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>";
    private const string Library = "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>";
    private const string Web = "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>";
    private const string Tests =
        "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><IsTestProject>true</IsTestProject></PropertyGroup></Project>";

    private readonly BuildpackTest _test = BuildpackFolders.Test(BuildpackFolders.Dotnet);

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("app.csproj", Program)]
    [InlineData("app.fsproj", Web)]
    [InlineData("app.vbproj", Library)]
    [InlineData("app.csproj", "\uFEFF" + Program)]
    [InlineData("app.csproj", "no project at all")]
    [InlineData("src/my app 100%41/app.csproj", "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + Program)]
    [InlineData("src/worker/app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Worker\"></Project>")]
    public async Task The_only_project_is_the_application(string path, string text)
    {
        _test.AddFile(path, text);
        _test.Settings["BP_DEBUG"] = "1";

        Assert.Equal($"     found {path}\n", await FoundAsync());
    }

    [Fact]
    public async Task Libraries_tests_and_what_building_left_are_passed_over()
    {
        _test.AddFile("src/App/App.csproj", Web);
        _test.AddFile("src/Lib/Lib.csproj", Library);
        _test.AddFile("tests/App.Tests/App.Tests.csproj", Tests);
        _test.AddFile("src/App/obj/Copy.csproj", Program);
        _test.AddFile("node_modules/x/X.csproj", Program);
        _test.AddFile(".hidden/Y.csproj", Program);
        _test.AddFile("src/Broken/Broken.csproj", "<Project>");

        Assert.Equal("     found src/App/App.csproj\n", await FoundAsync());
    }

    [Theory]
    [InlineData]
    [InlineData("readme.md")]
    [InlineData("src/Lib/Lib.csproj", "src/Lib2/Lib2.csproj")]
    public async Task Without_a_program_detection_does_not_pass(params string[] files)
    {
        foreach (var file in files)
        {
            _test.AddFile(file, Library);
        }

        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(100, Assert.Single(result.Runs).ExitCode);
        Assert.Contains("there is no .NET project", result.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csproj", "b.csproj")]
    [InlineData("src/A/A.csproj", "src/B/B.csproj")]
    public async Task Several_programs_are_an_error_that_names_them_and_the_setting(string first, string second)
    {
        _test.AddFile(first, Program);
        _test.AddFile(second, Web);
        _test.AddFile("All.sln", "");

        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, Assert.Single(result.Runs).ExitCode);
        Assert.Contains($"{first}, {second} all make programs. Name one in BP_DOTNET_PROJECT_PATH. [DOTNET1002]", result.Failure, StringComparison.Ordinal);
        Assert.Single(result.Failure!.Split('\n'));
    }

    [Theory]
    [InlineData("src/B/B.csproj")]
    [InlineData("src/B")]
    [InlineData("./src/B/")]
    public async Task The_setting_names_a_project_or_its_folder(string setting)
    {
        _test.AddFile("src/A/A.csproj", Program);
        _test.AddFile("src/B/B.csproj", Program);
        _test.Settings["BP_DOTNET_PROJECT_PATH"] = setting;

        Assert.Equal("     found src/B/B.csproj\n", await FoundAsync());
    }

    [Theory]
    [InlineData("absent", "no project is there")]
    [InlineData("src", "several projects are there")]
    [InlineData("../source/src/A.csproj", "it is outside the application folder")]
    [InlineData("/etc", "it is outside the application folder")]
    public async Task A_setting_that_leads_nowhere_is_an_error(string setting, string why)
    {
        _test.AddFile("src/A.csproj", Program);
        _test.AddFile("src/B.csproj", Program);
        _test.Settings["BP_DOTNET_PROJECT_PATH"] = setting;

        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"could not use BP_DOTNET_PROJECT_PATH={setting}: {why}", result.Failure, StringComparison.Ordinal);
        Assert.Contains("[DOTNET1003]", result.Failure, StringComparison.Ordinal);
    }

    private async Task<string> FoundAsync()
    {
        var result = await _test.DetectAsync(TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal("dotnet-application", Assert.Single(result.Plan.Entries).Requires[0].Name);
        return Assert.Single(result.Runs).Output;
    }
}
