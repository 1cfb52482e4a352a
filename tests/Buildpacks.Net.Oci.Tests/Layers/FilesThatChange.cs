using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Layers;

/// <summary>Files that change while a layer is made of them: a clear error that names the file, never a bad layer.</summary>
public sealed class FilesThatChange : IDisposable
{
    private const int Large = 3 * 1024 * 1024;
    private readonly TemporaryFolder _folder = new();

    public FilesThatChange()
    {
        Directory.CreateDirectory(_folder["tree"]);
        File.WriteAllBytes(A, new byte[Large]);
        File.WriteAllText(B, "b");
    }

    private string A => _folder["tree/a"];

    private string B => _folder["tree/b"];

    private string Spool => _folder["layer"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_grows_is_named() => AssertNames(A, "grew beyond 3145728 bytes", await WriteAsync(() => Append(A)));

    [Fact]
    public async Task A_file_that_shrinks_is_named() => AssertNames(A, "shrank below 3145728 bytes", await WriteAsync(() => Truncate(A)));

    [Fact]
    public async Task A_file_that_vanishes_is_named() => AssertNames(B, "No such file", await WriteAsync(() => File.Delete(B)));

    [Fact]
    public async Task A_file_that_becomes_a_folder_is_a_folder()
    {
        Assert.Null(await WriteAsync(() =>
        {
            File.Delete(B);
            Directory.CreateDirectory(B);
        }));
        Assert.Contains("b\tDirectory", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_becomes_a_link_is_a_link_and_is_not_followed()
    {
        File.WriteAllText(_folder["outside"], "secret");
        Assert.Null(await WriteAsync(() =>
        {
            File.Delete(B);
            File.CreateSymbolicLink(B, _folder["outside"]);
        }));
        Assert.Contains("b\tSymbolicLink", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_replaced_by_a_link_is_not_entered()
    {
        Directory.CreateDirectory(_folder["tree/c"]);
        File.WriteAllText(_folder["tree/c/file"], "x");
        Assert.Null(await WriteAsync(() =>
        {
            Directory.Delete(_folder["tree/c"], recursive: true);
            File.CreateSymbolicLink(_folder["tree/c"], "/etc");
        }));
        Assert.DoesNotContain("passwd", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_becomes_a_pipe_does_not_stop_anything()
    {
        Assert.Null(await WriteAsync(() =>
        {
            File.Delete(B);
            PosixFile.MakeFifo(B, 0x1A4);
        }));
        Assert.Contains("b\tFifo", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_file_beside_may_be_in_the_layer_or_not()
    {
        Assert.Null(await WriteAsync(() => File.WriteAllText(_folder["tree/z"], "new")));
        Assert.StartsWith("a\tFile", await ListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_leaves_no_file()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LayerWriter().WriteAsync(
            new DirectoryLayerContent(_folder["tree"]), Spool, new AtFirstWrite(stop.Cancel), stop.Token));
        Assert.False(File.Exists(Spool));
    }

    /// <summary>Makes a layer, with a change after the first part of it is read.</summary>
    private async Task<OciException?> WriteAsync(Action change)
    {
        try
        {
            await new LayerWriter().WriteAsync(new DirectoryLayerContent(_folder["tree"]), Spool, new AtFirstWrite(change), TestContext.Current.CancellationToken);
            return null;
        }
        catch (OciException fault)
        {
            Assert.Equal(OciErrors.UnreadableSource, fault.Code);
            Assert.False(File.Exists(Spool));
            return fault;
        }
    }

    private async Task<string> ListAsync()
    {
        using var reader = new TarReader(new System.IO.Compression.GZipStream(File.OpenRead(Spool), System.IO.Compression.CompressionMode.Decompress));
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } header)
        {
            if (header.Name.StartsWith(_folder["tree/"], StringComparison.Ordinal))
            {
                lines.Add($"{header.Name[_folder["tree/"].Length..]}\t{header.Type}");
            }
        }

        return string.Join('\n', lines);
    }

    private static void AssertNames(string path, string reason, OciException? fault)
    {
        Assert.NotNull(fault);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static void Append(string path) => File.AppendAllText(path, "more");

    private static void Truncate(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(Large - 1);
    }

    private sealed class AtFirstWrite(Action change) : WriteOnlyStream
    {
        private bool _done;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!_done)
            {
                _done = true;
                change();
            }
        }
    }
}
