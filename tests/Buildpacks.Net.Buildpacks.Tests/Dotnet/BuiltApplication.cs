using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

/// <summary>Starts what was built as the launcher would: with the runtime of its layer and the variables that the layer sets.</summary>
internal static class BuiltApplication
{
    public static async Task<string> RunAsync(BuildpackTest test, BuildpackTestResult result, params string[] arguments)
    {
        using var process = Start(test, result, "app", arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    /// <summary>The answer of a web application on the port that PORT names.</summary>
    public static async Task<string> GetAsync(BuildpackTest test, BuildpackTestResult result, string path)
    {
        var port = FreePort();
        using var process = Start(test, result, "web", [], ("PORT", $"{port}"));
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var watch = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    return await client.GetStringAsync(new Uri(path, UriKind.Relative));
                }
                catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited)
                {
                    await Task.Delay(50);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static Process Start(
        BuildpackTest test, BuildpackTestResult result, string type, string[] arguments, params (string Name, string Value)[] variables)
    {
        var runtime = result.Layer("runtime");
        var command = result.Process(type).Command;
        Assert.Equal("dotnet", command[0]);
        var start = new ProcessStartInfo(Path.Combine(runtime.Folder, "bin/dotnet"), [.. command.Skip(1), .. arguments])
        {
            WorkingDirectory = test.AppFolder,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (file, value) in runtime.ReadVariables().Where(file => !file.Key.EndsWith(".delim", StringComparison.Ordinal)))
        {
            start.Environment[Path.GetFileNameWithoutExtension(file)] = value;
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
