using System.Diagnostics;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Tests.Documents;

public sealed class ReadingFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spec-documents-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Reads_a_document_with_a_byte_order_mark()
    {
        var path = Write("order.toml", "\uFEFF[[order]]\r\n[[order.group]]\r\nid = \"é\"\r\n"u8);

        var order = await OrderToml.ReadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("é", order.Order[0].Group[0].Id.Value);
    }

    [Fact]
    public async Task Says_where_a_file_stops_being_UTF8()
    {
        var path = Write("order.toml", [.. "a = 1\né = \""u8, 0xFF, .. "\"\n"u8]);

        var fault = await Assert.ThrowsAsync<DocumentException>(() => OrderToml.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(("BPN1001", new TomlPosition(2, 6)), (fault.Code, fault.Position));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_fault_or_null()
    {
        var fault = await Assert.ThrowsAsync<DocumentException>(() => RunToml.ReadAsync(_folder + "/none", TestContext.Current.CancellationToken));

        Assert.Equal("BPN1006", fault.Code);
        Assert.Null(await DocumentFile.ReadIfPresentAsync<RunToml>(_folder + "/none", TestContext.Current.CancellationToken));
        Assert.NotNull(await DocumentFile.ReadIfPresentAsync<RunToml>(Write("run.toml", ""u8), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Folders_and_pipes_are_no_documents()
    {
        using (var mkfifo = Process.Start("mkfifo", [_folder + "/pipe"]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        foreach (var path in new[] { _folder, _folder + "/pipe", _folder + "/a\0b" })
        {
            var fault = await Assert.ThrowsAsync<DocumentException>(() => RunToml.ReadAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal("BPN1006", fault.Code);
        }
    }

    [Fact]
    public async Task A_link_to_an_endless_device_ends_in_a_fault()
    {
        File.CreateSymbolicLink(_folder + "/zero", "/dev/zero");

        var fault = await Assert.ThrowsAsync<DocumentException>(() => RunToml.ReadAsync(_folder + "/zero", TestContext.Current.CancellationToken));

        Assert.Contains("larger than 64 MiB", fault.Message, StringComparison.Ordinal);
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(_folder + "/" + name, bytes);
        return _folder + "/" + name;
    }
}
