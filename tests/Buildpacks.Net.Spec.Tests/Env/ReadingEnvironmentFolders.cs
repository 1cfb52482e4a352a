using System.Diagnostics;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Spec.Tests.Env;

public sealed class ReadingEnvironmentFolders : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spec-env-").FullName;

    public void Dispose() => PosixFile.RemoveTree(_folder);

    [Fact]
    public void Files_are_sorted_by_bytes_and_kept_byte_for_byte()
    {
        Write("a-b", "1"u8);
        Write("a", [0xC3]);
        Write("B.delim", "\r\n"u8);
        Write("\udcff", ""u8);

        var folder = EnvironmentFolder.Read(_folder);

        Assert.Equal(["B.delim", "a", "a-b", "\udcff"], folder.Files.Select(file => file.Name));
        Assert.Equal("\r\n", folder.Files[0].Value);
        Assert.Equal(new byte[] { 0xC3 }, PosixText.Encode(folder.Files[1].Value));
    }

    [Fact]
    public void Values_may_be_long()
    {
        Write("LONG", System.Text.Encoding.ASCII.GetBytes(new string('x', 100_000)));
        Assert.Equal(100_000, EnvironmentFolder.Read(_folder).Files[0].Value.Length);
    }

    [Fact]
    public void Links_are_followed_and_folders_are_ignored()
    {
        Write("target", "t"u8);
        Directory.CreateDirectory(_folder + "/sub/env");
        File.CreateSymbolicLink(_folder + "/sub/env/LINK", _folder + "/target");
        File.CreateSymbolicLink(_folder + "/sub/env/FOLDER", "..");

        Assert.Equal([new("LINK", "t")], EnvironmentFolder.Read(_folder + "/sub/env").Files);
    }

    [Fact]
    public void What_is_not_there_has_no_files()
    {
        File.CreateSymbolicLink(_folder + "/dangling", "none");

        Assert.Empty(EnvironmentFolder.Read(_folder + "/none").Files);
        Assert.Empty(EnvironmentFolder.Read(_folder + "/dangling").Files);
    }

    [Fact]
    public void Dangling_links_pipes_and_files_in_place_of_folders_are_faults()
    {
        Write("file", ""u8);
        foreach (var name in new[] { "dangling", "pipe" })
        {
            Directory.CreateDirectory(_folder + "/" + name);
        }

        File.CreateSymbolicLink(_folder + "/dangling/X", "none");
        using (var mkfifo = Process.Start("mkfifo", [_folder + "/pipe/X"]))
        {
            mkfifo.WaitForExit();
        }

        foreach (var name in new[] { "file", "dangling", "pipe" })
        {
            var fault = Assert.Throws<EnvironmentFileException>(() => EnvironmentFolder.Read(_folder + "/" + name));
            Assert.Equal("BPN1301", fault.Code);
            Assert.StartsWith(_folder + "/" + name, fault.Path, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_layer_has_folders_for_builds_and_for_launches()
    {
        foreach (var name in new[] { "env", "env.build", "env.launch", "env.launch/web", "bin", "pkgconfig" })
        {
            Directory.CreateDirectory(_folder + "/" + name);
            File.WriteAllText($"{_folder}/{name}/V", name);
        }

        Write("lib", "a file will do"u8);
        var build = LayerEnvironment.ReadForBuild(_folder);

        Assert.Equal(["bin", "lib", "pkgconfig"], build.RootFolders);
        Assert.Equal(["env", "env.build"], build.Folders.SelectMany(folder => folder.Files).Select(file => file.Value));
    }

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = PosixFile.Create(_folder + "/" + name, 0x1B6);
        file.Write(bytes);
    }
}
