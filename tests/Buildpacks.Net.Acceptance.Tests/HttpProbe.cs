using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>Asks a web application of this machine.</summary>
internal static class HttpProbe
{
    /// <summary>A port that nobody uses.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks until there is an answer, which must be 200; gives its body.</summary>
    public static async Task<string> AskAsync(int port, string path)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await TryAskAsync(port, path) is { } body)
            {
                return body;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"nobody answers at port {port}");
            await Task.Delay(100);
        }
    }

    /// <summary>Asks once; null when nobody listens.</summary>
    public static async Task<string?> TryAskAsync(int port, string path)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
