using System.Text.Json.Nodes;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What an image says of itself: how it starts, and what its launcher is made of.</summary>
[Trait("needs", "dockerd")]
public sealed class ExplainingImages(Workshop workshop)
{
    [Fact]
    public async Task An_image_is_explained_from_outside_as_its_own_launcher_explains_it()
    {
        var sample = await workshop.HelloWebAsync();
        var image = await sample.ReadAsync();
        using var folder = new TemporaryFolder();
        await Command.RunAsync("umoci", "unpack", "--image", $"{sample.Layout}:latest", folder["bundle"]);

        string[] variables = [.. image.Config["config"]!["Env"]!.AsArray().Select(variable => (string)variable!)];
        var within = await Command.RunAsync("env", ["-i", .. variables, "chroot", folder["bundle/rootfs"], "/cnb/lifecycle/launcher", "--explain=json"]);
        var outside = await Command.TryAsync(sample.Desk.Call([$"{await workshop.CnbAsync()}/cnb", "explain", sample.Name, "--output-format", "json"]));

        Assert.True(outside.ExitCode == 0, outside.Errors);
        var (expected, actual) = (JsonNode.Parse(within)!, JsonNode.Parse(outside.Output)!);
        foreach (var member in (string[])["process", "args", "workingDirectory", "environment", "execD", "profileScripts"])
        {
            Assert.Equal(expected[member]!.ToJsonString(), actual[member]!.ToJsonString());
        }

        Assert.Contains(actual["environment"]!.AsArray(), variable => variable!["origins"]!.AsArray().Any(origin => (string?)origin!["path"] is { } path && path.StartsWith("/layers/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_launcher_s_bills_of_materials_are_in_the_image()
    {
        var sample = await workshop.HelloWebAsync();
        using var folder = new TemporaryFolder();
        var download = await Command.TryAsync(sample.Desk.Call([$"{await workshop.CnbAsync()}/cnb", "sbom", "download", sample.Name, "--output-dir", folder["sboms"]]));
        Assert.True(download.ExitCode == 0, download.Errors);
        var written = Directory.GetFiles(folder["sboms/layers/sbom/launch/buildpacksio_lifecycle/launcher"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["launcher.sbom.cdx.json", "launcher.sbom.spdx.json", "launcher.sbom.syft.json"], written);
    }
}
