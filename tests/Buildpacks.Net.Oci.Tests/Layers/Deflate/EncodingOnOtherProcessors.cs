using System.Diagnostics;

namespace Buildpacks.Net.Oci.Tests.Layers.Deflate;

/// <summary>Runs the tests of the encoder again in processes that believe to have a lesser processor.</summary>
public sealed class EncodingOnOtherProcessors
{
    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_TieredCompilation")]
    public async Task The_bytes_are_the_same_without(string feature)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(EncodingChunks).Assembly.Location);
        start.ArgumentList.Add("-class");
        start.ArgumentList.Add(typeof(EncodingChunks).FullName!);
        start.Environment[feature] = "0";
        start.Environment["DEFLATE_ROUNDS"] = "50";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }
}
