using Buildpacks.Net.TestKit;
using DotnetBuildpack;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class FingerprintingSources : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FingerprintingSources()
    {
        Write("src/A/A.csproj", "<Project />");
        Write("src/A/Program.cs", "x");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("src/A/obj/project.assets.json")]
    [InlineData("src/A/bin/Release/A.dll")]
    [InlineData(".git/HEAD")]
    [InlineData("src/.vs/state")]
    public async Task What_building_and_tools_leave_does_not_count(string path)
    {
        var before = await OfAsync();

        Write(path, "left over");

        Assert.Equal(before, await OfAsync());
    }

    [Theory]
    [InlineData("src/A/Program.cs")]
    [InlineData("src/A/wwwroot/bin/page.html")]
    [InlineData("bin/tool.sh")]
    [InlineData("global.json")]
    public async Task What_a_developer_writes_counts(string path)
    {
        var before = await OfAsync();

        Write(path, "y");

        Assert.NotEqual(before, await OfAsync());
    }

    [Fact]
    public async Task The_name_of_a_file_counts()
    {
        var before = await OfAsync();

        File.Move(_folder["src/A/Program.cs"], _folder["src/A/Program2.cs"]);

        Assert.NotEqual(before, await OfAsync());
    }

    [Fact]
    public async Task Links_count_by_their_target_whether_it_is_there_or_not()
    {
        File.CreateSymbolicLink(_folder["src/dangling"], "nowhere");
        File.CreateSymbolicLink(_folder["src/circle"], "..");
        var before = await OfAsync();

        File.Delete(_folder["src/dangling"]);
        File.CreateSymbolicLink(_folder["src/dangling"], "elsewhere");

        Assert.NotEqual(before, await OfAsync());
    }

    private Task<string> OfAsync() => SourceFingerprint.OfAsync(_folder.Path, TestContext.Current.CancellationToken);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }
}
