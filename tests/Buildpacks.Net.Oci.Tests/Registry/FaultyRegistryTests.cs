using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Oci.Tests.Registry;

/// <summary>Against a server that does what registries and networks do on bad days.</summary>
public sealed class FaultyRegistryTests
{
    private static readonly RegistryOptions Quick = new()
    {
        Retry = new RetryOptions { FirstDelay = TimeSpan.FromMilliseconds(2) },
        StallTimeout = TimeSpan.FromMilliseconds(250),
        ResponseTimeout = TimeSpan.FromMilliseconds(500),
    };

    [Fact]
    public async Task Takes_up_a_download_where_it_broke_off()
    {
        var image = new MemoryImage(200_000);
        var ranges = new List<string?>();
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (request.Path != image.LayerPath)
            {
                await image.ServeAsync(request, exchange);
                return;
            }

            ranges.Add(request.Header("range"));
            var start = request.Header("range") is { } range ? int.Parse(range["bytes=".Length..^1], null) : 0;
            var part = image.LayerBytes.AsMemory(start);
            await exchange.HeadAsync(start > 0 ? 206 : 200, part.Length, ("Content-Range", $"bytes {start}-{image.LayerBytes.Length - 1}/{image.LayerBytes.Length}"));
            await exchange.RawAsync(part[..Math.Min(70_000, part.Length)]);
            if (part.Length > 70_000)
            {
                exchange.Break();
            }
        });
        using var store = new RegistryImageStore(Quick);
        var found = await store.FindAsync(ImageReference.Parse($"{server.Host}/app"));

        Assert.Equal(image.LayerBytes, await TestImages.ReadAsync(found!.Layers[0].Blob!));
        Assert.InRange(ranges.Count, 3, 20);
        Assert.Null(ranges[0]);
    }

    [Fact]
    public async Task Takes_up_a_download_from_a_registry_that_knows_no_ranges()
    {
        var image = new MemoryImage(100_000);
        var times = 0;
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (request.Path != image.LayerPath || ++times > 1)
            {
                await image.ServeAsync(request, exchange);
                return;
            }

            await exchange.HeadAsync(200, image.LayerBytes.Length);
            await exchange.RawAsync(image.LayerBytes.AsMemory(0, 40_000));
            exchange.Break();
        });
        using var store = new RegistryImageStore(Quick);
        var found = await store.FindAsync(ImageReference.Parse($"{server.Host}/app"));
        Assert.Equal(image.LayerBytes, await TestImages.ReadAsync(found!.Layers[0].Blob!));
    }

    [Fact]
    public async Task A_stalled_download_is_given_up_with_one_clear_error()
    {
        var image = new MemoryImage(100_000);
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (request.Path != image.LayerPath)
            {
                await image.ServeAsync(request, exchange);
                return;
            }

            await exchange.HeadAsync(200, image.LayerBytes.Length);
            await Task.Delay(Timeout.Infinite, exchange.Stop);
        });
        using var store = new RegistryImageStore(Quick with { Retry = Quick.Retry with { Attempts = 2 } });
        var found = await store.FindAsync(ImageReference.Parse($"{server.Host}/app"));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => TestImages.ReadAsync(found!.Layers[0].Blob!));
        Assert.Equal(RegistryErrors.Unreachable, fault.Code);
    }

    [Fact]
    public async Task A_registry_that_never_answers_is_given_up()
    {
        await using var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        using var store = new RegistryImageStore(Quick with { Retry = Quick.Retry with { Attempts = 2 } });
        var found = await store.LookUpAsync(ImageReference.Parse($"{server.Host}/app"));
        Assert.Equal(RegistryLookupStatus.Unreachable, found.Status);
        Assert.Contains("does not answer", found.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_never_answers_is_asked_no_oftener_than_one_that_is_not_there()
    {
        await using var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        using var store = new RegistryImageStore(Quick with { Retry = Quick.Retry with { Attempts = 50, ConnectAttempts = 3 } });
        var fault = await Assert.ThrowsAsync<RegistryException>(() => store.FindAsync(ImageReference.Parse($"{server.Host}/app")));
        Assert.Equal(RegistryErrors.Unreachable, fault.Code);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_connection_that_never_comes_about_is_given_up()
    {
        // Nobody accepts: once the queue is full, the system does not answer either.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(0);
        var address = (IPEndPoint)listener.LocalEndpoint;
        using var first = new TcpClient();
        await first.ConnectAsync(address);
        using var store = new RegistryImageStore(Quick with { ConnectTimeout = TimeSpan.FromMilliseconds(200), StallTimeout = TimeSpan.FromSeconds(30) });
        var fault = await Assert.ThrowsAsync<RegistryException>(() => store.FindAsync(ImageReference.Parse($"{address}/app")));
        Assert.Equal(RegistryErrors.Unreachable, fault.Code);
        Assert.Contains("does not answer: no connection came about in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_as_long_as_a_busy_registry_asks()
    {
        var image = new MemoryImage(1000);
        var refusals = 0;
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (request.Path.Contains("/manifests/", StringComparison.Ordinal) && refusals++ == 0)
            {
                await exchange.ReplyAsync(429, "", ("Retry-After", "1"));
                return;
            }

            await image.ServeAsync(request, exchange);
        });
        using var store = new RegistryImageStore(Quick);
        var watch = Stopwatch.StartNew();
        Assert.NotNull(await store.FindAsync(ImageReference.Parse($"{server.Host}/app")));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.95, 5);
    }

    [Fact]
    public async Task Repeats_what_failed_for_a_while_and_tells_when_it_goes_on()
    {
        var image = new MemoryImage(1000);
        var refusals = 0;
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (request.Path.Contains("/manifests/good", StringComparison.Ordinal) && ++refusals < 4)
            {
                if (refusals == 2)
                {
                    exchange.Break();
                    return;
                }

                await exchange.ReplyAsync(503);
                return;
            }

            await (request.Path.EndsWith("/bad", StringComparison.Ordinal)
                ? exchange.ReplyAsync(500, """{"errors":[{"code":"UNKNOWN","message":"disk\u0007 full"}]}""")
                : image.ServeAsync(request, exchange));
        });
        using var store = new RegistryImageStore(Quick);
        Assert.NotNull(await store.FindAsync(ImageReference.Parse($"{server.Host}/app:good")));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => store.FindAsync(ImageReference.Parse($"{server.Host}/app:bad")));
        Assert.Equal(RegistryErrors.ServerFault, fault.Code);
        Assert.Contains("UNKNOWN: disk  full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["UNKNOWN"], fault.RegistryCodes);
        Assert.Equal(5, server.Requests.Count(request => request.Path.EndsWith("/bad", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_promised_is_refused()
    {
        var image = new MemoryImage(1000) { Flip = true };
        await using var server = new HttpTestServer(image.ServeAsync);
        using var store = new RegistryImageStore(Quick);
        var found = await store.FindAsync(ImageReference.Parse($"{server.Host}/app"));
        var layer = await Assert.ThrowsAsync<OciException>(() => TestImages.ReadAsync(found!.Layers[0].Blob!));
        Assert.Equal(OciErrors.ContentMismatch, layer.Code);
        var manifest = await Assert.ThrowsAsync<OciException>(() =>
            store.FindAsync(ImageReference.Parse($"{server.Host}/app@{Digest.Sha256("x"u8)}")));
        Assert.Equal(OciErrors.ContentMismatch, manifest.Code);
    }

    [Fact]
    public async Task Bodies_without_end_are_not_read_to_the_end()
    {
        var sent = 0L;
        await using var server = new HttpTestServer(async (request, exchange) =>
        {
            if (!request.Path.Contains("/manifests/", StringComparison.Ordinal))
            {
                await exchange.ReplyAsync(200);
                return;
            }

            await exchange.HeadAsync(request.Path.EndsWith("/error", StringComparison.Ordinal) ? 418 : 200, -1, ("Connection", "close"));
            var some = new byte[100_000];
            Array.Fill(some, (byte)' ');
            while (sent < 100_000_000)
            {
                await exchange.RawAsync(some);
                sent += some.Length;
            }
        });
        using var store = new RegistryImageStore(Quick);
        var fault = await Assert.ThrowsAsync<OciException>(() => store.FindAsync(ImageReference.Parse($"{server.Host}/app")));
        Assert.Equal(OciErrors.InvalidDocument, fault.Code);
        Assert.InRange(sent, 1, 90_000_000);
        var error = await Assert.ThrowsAsync<RegistryException>(() => store.FindAsync(ImageReference.Parse($"{server.Host}/app:error")));
        Assert.Equal(RegistryErrors.Refused, error.Code);
    }

    [Fact]
    public async Task Nobody_listening_is_told_soon()
    {
        var watch = Stopwatch.StartNew();
        using var store = new RegistryImageStore();
        var fault = await Assert.ThrowsAsync<RegistryException>(() => store.FindAsync(ImageReference.Parse("127.0.0.1:1/app")));
        Assert.Contains("cannot be connected to", fault.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        Assert.False((await store.CheckReadAsync(ImageReference.Parse("127.0.0.1:1/app"))).Allowed);
        Assert.False((await store.CheckWriteAsync(ImageReference.Parse("127.0.0.1:1/app"))).Allowed);
    }

    [Fact]
    public async Task Cancellation_is_not_swallowed()
    {
        await using var server = new HttpTestServer((_, exchange) => Task.Delay(Timeout.Infinite, exchange.Stop));
        using var store = new RegistryImageStore();
        using var cancel = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.FindAsync(ImageReference.Parse($"{server.Host}/app"), null, cancel.Token));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"schemaVersion\":2}")]
    [InlineData("{\"schemaVersion\":2,\"layers\":[{}],\"config\":3}")]
    public async Task Documents_that_make_no_sense_are_errors(string manifest)
    {
        await using var server = new HttpTestServer((request, exchange) =>
            exchange.ReplyAsync(200, manifest, ("Content-Type", MediaTypes.OciManifest)));
        using var store = new RegistryImageStore(Quick);
        var fault = await Assert.ThrowsAsync<OciException>(() => store.FindAsync(ImageReference.Parse($"{server.Host}/app")));
        Assert.Equal(OciErrors.InvalidDocument, fault.Code);
    }

    /// <summary>An image of one layer, served from memory.</summary>
    private sealed class MemoryImage
    {
        private readonly ImageLayer _layer;
        private readonly AssembledImage _assembled;

        public MemoryImage(int size)
        {
            _layer = TestImages.RandomLayer("a", size);
            _assembled = TestImages.Of(_layer).Assemble();
            LayerBytes = ((MemoryBlob)_layer.Blob!).Content.ToArray();
        }

        public byte[] LayerBytes { get; }

        public bool Flip { get; init; }

        public string LayerPath => $"/v2/app/blobs/{_layer.Descriptor!.Digest}";

        public Task ServeAsync(HttpRequest request, HttpExchange exchange)
        {
            if (request.Path.Contains("/manifests/", StringComparison.Ordinal))
            {
                return exchange.ReplyAsync(200, _assembled.Manifest.Raw.ToArray(), ("Content-Type", _assembled.Manifest.MediaType));
            }

            if (request.Path == LayerPath)
            {
                var bytes = LayerBytes.ToArray();
                bytes[^1] ^= (byte)(Flip ? 1 : 0);
                return exchange.ReplyAsync(200, bytes);
            }

            return request.Path.EndsWith(_assembled.Manifest.Config.Digest.ToString(), StringComparison.Ordinal)
                ? exchange.ReplyAsync(200, _assembled.Config.ToArray())
                : exchange.ReplyAsync(request.Path == "/v2/" ? 200 : 404, Encoding.UTF8.GetString("{}"u8));
        }
    }
}
