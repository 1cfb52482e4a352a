using System.Security.Cryptography;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Tests.Registry;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Oci.Tests.Archives;

/// <summary>What is on the disk while an archive is written, and when that does not succeed.</summary>
public sealed class ArchiveWritingTests : IDisposable
{
    private const int Length = 48 * 1024 * 1024;
    private static readonly ImageReference App = ImageReference.Parse("app");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_large_layer_is_on_the_disk_as_fast_as_it_is_read()
    {
        var farthest = long.MinValue;
        var source = new SlowBlob(Length, read => farthest = Math.Max(farthest, read - LengthOnDisk()));
        var store = new ArchiveImageStore(_folder["app.tar"]);
        await store.SaveAsync(TestImages.Of(Layer(source)), App, []);
        Assert.InRange(farthest, -1024 * 1024, 1024 * 1024);

        var found = await store.FindAsync(App);
        await using var stream = await found!.Layers[0].Blob!.OpenAsync();
        await stream.CopyToAsync(Stream.Null);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("broken")]
    [InlineData("false")]
    [InlineData("short")]
    [InlineData("long")]
    public async Task A_write_that_ends_early_leaves_the_old_archive(string how)
    {
        var store = new ArchiveImageStore(_folder["app.tar"]);
        await store.SaveAsync(TestImages.Of(TestImages.Layer("old", "old"u8)), App, []);
        var before = await File.ReadAllBytesAsync(store.File);

        using var cancellation = new CancellationTokenSource();
        var source = new SlowBlob(how switch { "short" => Length - 1, "long" => Length + 1, _ => Length }, read =>
        {
            if (read > Length / 2 && how == "cancelled")
            {
                cancellation.Cancel();
            }
            else if (read > Length / 2 && how == "broken")
            {
                throw new IOException("the line is dead");
            }
        });
        var layer = Layer(new SlowBlob(Length)) with { Blob = source };
        layer = how == "false" ? layer with { Descriptor = layer.Descriptor! with { Digest = Digest.Empty } } : layer;
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => store.SaveAsync(TestImages.Of(layer), App, [], cancellation.Token));

        Assert.Equal(
            how switch { "cancelled" => null, "broken" => OciErrors.UnwritableArchive, _ => OciErrors.ContentMismatch },
            (fault as OciException)?.Code);
        Assert.True(how != "cancelled" || fault is OperationCanceledException);
        Assert.Equal(before, await File.ReadAllBytesAsync(store.File));
        Assert.Equal([store.File], Directory.GetFileSystemEntries(_folder.Path));
    }

    private static ImageLayer Layer(SlowBlob source) => new(source.Digest)
    {
        Descriptor = new Descriptor(MediaTypes.OciLayer, source.Digest, source.Length),
        Blob = source,
    };

    private long LengthOnDisk() =>
        new DirectoryInfo(_folder.Path).EnumerateFiles("*", new EnumerationOptions { AttributesToSkip = 0 }).Sum(file => file.Length);

    /// <summary>Many bytes that are in no memory, and that tell how far they have been read.</summary>
    private sealed class SlowBlob(long length, Action<long>? reading = null) : IBlobSource
    {
        public long Length => length;

        public Digest Digest
        {
            get
            {
                using var content = new Pattern(length, null);
                return Digest.FromSha256Hash(SHA256.HashData(content));
            }
        }

        public Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<Stream>(new Pattern(length, reading));
    }

    private sealed class Pattern(long length, Action<long>? reading) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            reading?.Invoke(_position);

            // The content depends on where it stands only, so pieces end where the pattern changes.
            var read = (int)Math.Min(Math.Min(buffer.Length, 0x10000 - (_position & 0xFFFF)), length - _position);
            buffer[..read].Fill((byte)(_position >> 16));
            _position += read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return Read(buffer.Span);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
