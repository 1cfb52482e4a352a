using System.Security.Cryptography;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Registry;

/// <summary>Uploads that break off, against a registry in memory that follows the specification.</summary>
public sealed class UploadTests
{
    private static readonly RegistryOptions Quick = new() { Retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(2) } };

    [Fact]
    public async Task A_broken_upload_goes_on_where_the_registry_stopped_hearing()
    {
        await using var registry = new MemoryRegistry { BreakAfter = 500_000 };
        using var folder = new TemporaryFolder();
        var layer = OnDisk(TestImages.RandomLayer("a", 1_000_000), folder);
        using var store = new RegistryImageStore(Quick);
        await store.SaveAsync(TestImages.Of(layer), ImageReference.Parse($"{registry.Host}/app"), []);
        Assert.True(registry.Has(layer.Descriptor!.Digest));
        Assert.Equal(1, registry.Resumed);
        Assert.InRange(registry.Received, layer.Descriptor.Size, layer.Descriptor.Size + 300_000);
    }

    [Fact]
    public async Task A_registry_that_forgets_broken_uploads_gets_them_anew()
    {
        await using var registry = new MemoryRegistry { BreakAfter = 500_000, Forgets = true };
        var layer = TestImages.RandomLayer("a", 1_000_000);
        using var store = new RegistryImageStore(Quick);
        await store.SaveAsync(TestImages.Of(layer), ImageReference.Parse($"{registry.Host}/app"), []);
        Assert.True(registry.Has(layer.Descriptor!.Digest));
        Assert.Equal(0, registry.Resumed);
    }

    [Fact]
    public async Task A_registry_that_fails_at_every_upload_is_given_up()
    {
        await using var registry = new MemoryRegistry { UploadStatus = 503 };
        using var store = new RegistryImageStore(Quick);
        var fault = await Assert.ThrowsAsync<RegistryException>(() =>
            store.SaveAsync(TestImages.Of(TestImages.Layer("a", "a"u8)), ImageReference.Parse($"{registry.Host}/app"), []));
        Assert.Equal(RegistryErrors.ServerFault, fault.Code);
        Assert.Empty(registry.Tags);
    }

    [Fact]
    public async Task A_spool_file_that_changed_is_not_blamed_on_the_network()
    {
        await using var registry = new MemoryRegistry();
        using var folder = new TemporaryFolder();
        var layer = OnDisk(TestImages.RandomLayer("a", 100_000), folder);
        await using (var file = File.Open(((FileBlob)layer.Blob!).Path, FileMode.Open))
        {
            file.SetLength(50_000);
        }

        using var store = new RegistryImageStore(Quick);
        var fault = await Assert.ThrowsAsync<OciException>(() =>
            store.SaveAsync(TestImages.Of(layer), ImageReference.Parse($"{registry.Host}/app"), []));
        Assert.Equal(OciErrors.ContentMismatch, fault.Code);
    }

    [Fact]
    public async Task Names_that_fail_are_all_told_and_the_others_written()
    {
        await using var registry = new MemoryRegistry { RefusedTags = { "b", "c" } };
        using var store = new RegistryImageStore(Quick);
        var name = ImageReference.Parse($"{registry.Host}/app:a");
        var fault = await Assert.ThrowsAsync<RegistryException>(() => store.SaveAsync(
            TestImages.Of(TestImages.Layer("a", "a"u8)), name, [name.WithTag("b"), name.WithTag("c"), name.WithTag("d")]));
        Assert.Equal(RegistryErrors.SaveFailed, fault.Code);
        Assert.Contains("2 of 4 names", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "d"], registry.Tags.Order());
    }

    private static ImageLayer OnDisk(ImageLayer layer, TemporaryFolder folder)
    {
        File.WriteAllBytes(folder["layer"], ((MemoryBlob)layer.Blob!).Content.ToArray());
        return layer with { Blob = new FileBlob(folder["layer"], layer.Descriptor!) };
    }

    /// <summary>Takes uploads as the distribution specification says, and can be told to fail.</summary>
    private sealed class MemoryRegistry : IAsyncDisposable
    {
        private readonly HttpTestServer _server;
        private readonly Lock _lock = new();
        private readonly Dictionary<string, MemoryStream> _sessions = [];
        private readonly HashSet<string> _blobs = [];
        private bool _broken;

        public MemoryRegistry() => _server = new HttpTestServer(ServeAsync);

        public string Host => _server.Host;

        public long BreakAfter { get; init; } = long.MaxValue;

        public bool Forgets { get; init; }

        public int UploadStatus { get; init; } = 201;

        public HashSet<string> RefusedTags { get; } = [];

        public HashSet<string> Tags { get; } = [];

        public int Resumed { get; private set; }

        public long Received { get; private set; }

        public bool Has(Digest digest) => _blobs.Contains(digest.ToString());

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private async Task ServeAsync(HttpRequest request, HttpExchange exchange)
        {
            var last = request.Path.Split('/')[^1];
            if (request.Path.Contains("/manifests/", StringComparison.Ordinal))
            {
                await exchange.ReplyAsync(request.Method == "HEAD" ? 404 : Write(last) ? 201 : 400);
            }
            else if (request.Method == "POST")
            {
                var id = Guid.NewGuid().ToString("N");
                lock (_lock)
                {
                    _sessions[id] = new MemoryStream();
                }

                await exchange.ReplyAsync(202, "", ("Location", $"/v2/app/blobs/uploads/{id}"));
            }
            else if (request.Path.Contains("/uploads/", StringComparison.Ordinal))
            {
                await ServeUploadAsync(request, exchange, last);
            }
            else
            {
                await exchange.ReplyAsync(request.Path == "/v2/" || _blobs.Contains(last) ? 200 : 404);
            }
        }

        private bool Write(string tag)
        {
            lock (_lock)
            {
                return !RefusedTags.Contains(tag) && Tags.Add(tag);
            }
        }

        private async Task ServeUploadAsync(HttpRequest request, HttpExchange exchange, string id)
        {
            if (!_sessions.TryGetValue(id, out var session))
            {
                await exchange.ReplyAsync(404);
                return;
            }

            if (request.Method == "GET")
            {
                await exchange.HeadAsync(204, -1, ("Range", $"0-{session.Length - 1}"), ("Location", request.Path));
                return;
            }

            if (request.Header("content-range") is { } range)
            {
                Assert.Equal($"{session.Length}", range.Split('-')[0]);
                Resumed++;
            }

            var most = !_broken && request.ContentLength > BreakAfter ? BreakAfter : long.MaxValue;
            var body = await exchange.ReadBodyAsync(most);
            session.Write(body);
            Received += body.Length;
            if (most < long.MaxValue)
            {
                _broken = true;
                if (Forgets)
                {
                    _sessions.Remove(id);
                }

                exchange.Break();
                return;
            }

            if (request.Method == "PUT" && UploadStatus == 201)
            {
                var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(session.ToArray()))}";
                lock (_lock)
                {
                    _blobs.Add(digest);
                }

                Assert.Contains(Uri.EscapeDataString(digest), request.Query, StringComparison.Ordinal);
            }

            await exchange.ReplyAsync(request.Method == "PATCH" ? 202 : UploadStatus, "", ("Location", request.Path));
        }
    }
}
