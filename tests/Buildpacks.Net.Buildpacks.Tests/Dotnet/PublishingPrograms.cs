using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class PublishingPrograms : IDisposable
{
    private readonly BuildpackTest _test = BuildpackFolders.Test(BuildpackFolders.Dotnet);

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_console_program_is_the_process_app_and_takes_arguments()
    {
        _test.AddFolder(BuildpackFolders.Sample("dotnet/samples/hello-console"));

        var result = await BuildAsync();

        Assert.Empty(result.Metadata.Slices);
        Assert.DoesNotContain("DOTNET_STARTUP_HOOKS", string.Join(' ', result.Layer("runtime").ReadVariables().Keys), StringComparison.Ordinal);
        Assert.Equal("Hello, reader.\n", await BuiltApplication.RunAsync(_test, result, "reader"));
    }

    [Fact]
    public async Task Other_projects_of_the_solution_are_a_slice_of_their_own()
    {
        _test.AddFolder(BuildpackFolders.Sample("dotnet/samples/two-projects"));

        var result = await BuildAsync();

        Assert.Equal(["Greeter.dll", "Greeter.pdb"], Assert.Single(result.Metadata.Slices).Paths);
        Assert.Equal("Good day, reader.\n", await BuiltApplication.RunAsync(_test, result));
        Assert.False(Directory.Exists(Path.Combine(_test.AppFolder, "Greeter")));
    }

    [Fact]
    public async Task F_sharp_is_built_too()
    {
        _test.AddFile("src/Hello/Hello.fsproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            <ItemGroup><Compile Include="Program.fs" /></ItemGroup></Project>
            """);
        _test.AddFile("src/Hello/Program.fs", "printfn \"Hello from F#\"\n");

        var result = await BuildAsync();

        Assert.Contains("FSharp.Core.dll", Assert.Single(result.Metadata.Slices).Paths!);
        Assert.Equal("Hello from F#\n", await BuiltApplication.RunAsync(_test, result));
        Assert.Empty(FolderContents.Mentioning(_test.AppFolder, _test.LayersFolder[..^"/layers".Length]));
        Assert.Empty(FolderContents.Mentioning(_test.AppFolder, "dotnet-buildpack-"));
    }

    private async Task<BuildpackTestResult> BuildAsync()
    {
        var result = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result;
    }
}
