using Buildpacks.Net.Sdk;
using Buildpacks.Net.TestKit;
using DotnetBuildpack;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class ReplacingSources : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_of_the_sources_stays_and_nothing_behind_their_links_is_touched()
    {
        Write("outside/kept");
        Write("app/.hidden/f");
        Write("app/locked/inner/f");
        File.CreateSymbolicLink(_folder["app/link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["app/dangling"], "nowhere");
        File.SetUnixFileMode(_folder["app/locked/inner"], ReadOnly);
        File.SetUnixFileMode(_folder["app/locked"], ReadOnly);
        File.SetUnixFileMode(_folder["app"], ReadOnly);
        Write("published/sub/a.dll");

        ApplicationFolder.Replace(_folder["app"], _folder["published"]);

        Assert.Equal(["app/sub", "app/sub/a.dll"], Directory.EnumerateFileSystemEntries(_folder["app"], "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(_folder.Path, entry)).Order(StringComparer.Ordinal));
        Assert.Equal(Modes.Program, File.GetUnixFileMode(_folder["app"]));
        Assert.True(File.Exists(_folder["outside/kept"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        Write("published/a.dll");

        var fault = Assert.Throws<BuildpackException>(() => ApplicationFolder.Replace(_folder["absent"], _folder["published"]));
        Assert.Equal("DOTNET1011", fault.Code);
        Assert.Contains(_folder["absent"], fault.Message, StringComparison.Ordinal);
    }

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], path);
    }
}
