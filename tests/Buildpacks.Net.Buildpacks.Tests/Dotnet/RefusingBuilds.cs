using Buildpacks.Net.Sdk;
using Buildpacks.Net.Sdk.Testing;
using Buildpacks.Net.TestKit;
using DotnetBuildpack;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class RefusingBuilds : IDisposable
{
    private const string Program = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        <ItemGroup>ITEMS</ItemGroup></Project>
        """;

    private readonly BuildpackTest _test = BuildpackFolders.Test(BuildpackFolders.Dotnet);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_build_image_without_the_sdk_is_named_as_the_reason()
    {
        _test.AddFile("a.csproj", Program);
        _test.Environment["PATH"] = "/nowhere";

        Assert.EndsWith(
            "Error: could not find the .NET SDK: dotnet is not in the PATH. Use a build image that has it. [DOTNET1004]",
            await FailureAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sdk_that_is_not_there_is_named_with_global_json()
    {
        _test.AddFile("a.csproj", Program);
        _test.AddFile("global.json", "{ \"sdk\": { \"version\": \"9.0.999\", \"rollForward\": \"disable\" } }");

        var failure = await FailureAsync();

        Assert.Contains("9.0.999", failure, StringComparison.Ordinal);
        Assert.EndsWith("[DOTNET1005]", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/App/App.csproj", "../../../Lib/Lib.csproj", "src/App/App.csproj refers to ../../../Lib/Lib.csproj")]
    [InlineData("src/App/App.csproj", "..\\\\..\\\\..\\\\Lib\\\\Lib.csproj", "src/App/App.csproj refers to ")]
    [InlineData("App.csproj", "Lib/Lib.csproj", "Lib/Lib.csproj refers to ../../Out/Out.csproj")]
    public async Task A_reference_that_leaves_the_application_folder_is_refused(string project, string reference, string message)
    {
        _test.AddFile(project, Program.Replace("ITEMS", $"<ProjectReference Include=\"{reference}\" />"));
        _test.AddFile("Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"../../Out/Out.csproj\" /></ItemGroup></Project>");
        _test.Settings["BP_DOTNET_PROJECT_PATH"] = project;

        var failure = await FailureAsync();

        Assert.Contains(message, failure, StringComparison.Ordinal);
        Assert.EndsWith("[DOTNET1010]", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_fails_ends_in_one_error()
    {
        _test.AddFile("a.csproj", Program.Replace("ITEMS", "<PackageReference Include=\"Does.Not.Exist\" Version=\"1.0.0\" />"));
        _test.AddFile("nuget.config", "<configuration><packageSources><clear /><add key=\"here\" value=\"packages\" /></packageSources></configuration>");

        var failure = await FailureAsync();

        Assert.Contains("error NU1301", failure, StringComparison.Ordinal);
        Assert.Single(failure.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Contains("\nError: could not build: dotnet publish ", failure, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_test.AppFolder, "a.csproj")));
    }

    [Theory]
    [InlineData("10.0.0", "10.0.12")]
    [InlineData("10.0.12", "10.0.12")]
    [InlineData("10.1.0", "10.2.3")]
    public void The_newest_patch_of_the_nearest_minor_version_is_taken(string wanted, string chosen)
    {
        using var root = Installation("9.0.1", "10.0.2", "10.0.12", "10.2.3", "11.0.0-preview.1");

        Assert.Equal(chosen, Framework.Choose(root.Path, "Microsoft.NETCore.App", wanted).Version);
    }

    [Theory]
    [InlineData("8.0.0")]
    [InlineData("10.0.13")]
    public void A_framework_that_is_not_there_is_named_with_those_that_are(string wanted)
    {
        using var root = Installation("9.0.1", "10.0.12");

        var fault = Assert.Throws<BuildpackException>(() => Framework.Choose(root.Path, "Microsoft.NETCore.App", wanted));
        Assert.Equal("DOTNET1009", fault.Code);
        Assert.Contains($"needs Microsoft.NETCore.App {wanted}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("10.0.12", fault.Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Installation(params string[] versions)
    {
        var root = new TemporaryFolder();
        foreach (var version in versions)
        {
            Directory.CreateDirectory(root[$"shared/Microsoft.NETCore.App/{version}"]);
        }

        return root;
    }

    private async Task<string> FailureAsync()
    {
        var result = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("build", 1), (result.Runs[^1].Phase, result.Runs[^1].ExitCode));
        return result.Failure!;
    }
}
