using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Images;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>
/// The first command of README.md, as it stands there, on the files of the repository alone and with an empty home. The image is then
/// built again: here, and by somebody else in another folder.
/// </summary>
[Trait("needs", "container")]
public sealed partial class FirstCommandOfTheReadme(Workshop workshop)
{
    [Fact]
    public async Task Makes_an_image_that_is_made_again_in_a_fifth_of_the_time_and_by_others_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var command = FirstCommand().Match(await File.ReadAllTextAsync(Path.Combine(Workshop.Repository, "README.md"))).Groups[1].Value;
        var desk = new Desk(workshop, folder["one"]);
        desk.Variables["CNB_CACHE_DIR"] = null;
        await CopySourcesAsync(desk.Work);

        var (first, output) = await RunAsync(desk.Call("sh", "-c", command));
        var image = await CheckedImage.ReadLayoutAsync($"{desk.Work}/out/hello-web");
        AssertClosingLines(output, image);

        var (second, again) = await RunAsync(desk.Call("sh", "-c", command));
        Assert.Contains($"digest     {image.Digest}\n", again, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  made ", again, StringComparison.Ordinal);
        Assert.Matches("\n  reused +buildpacks-net/dotnet:runtime, .*launcher, config", again);
        Assert.True(second < first / 5, $"the second build took {second}, the first {first}");

        var launcher = Directory.EnumerateFiles($"{desk.Home}/.cache/cnb/launchers", "launcher", SearchOption.AllDirectories).Single();
        Assert.Equal("", await ImageDifference.BetweenAsync(image, await BuildElsewhereAsync(folder["others/two"], launcher)));
    }

    private static void AssertClosingLines(string output, CheckedImage image)
    {
        var size = image.Manifest["layers"]!.AsArray().Append(image.Manifest["config"]).Sum(part => (long)part!["size"]!) + image.RawManifest.Length;
        Assert.Matches("\nBuilt hello-web in [0-9.]+ s\n", output);
        Assert.Contains("\n  image      oci:out/hello-web:latest\n", output, StringComparison.Ordinal);
        Assert.Contains($"\n  digest     {image.Digest}\n", output, StringComparison.Ordinal);
        var shown = double.Parse(Size().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(shown, (size / 1e6) - 0.2, (size / 1e6) + 0.2);
        Assert.Contains($" in {image.Layers.Count} layers\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  reused     nothing", output, StringComparison.Ordinal);
        Assert.Matches("\n  phases     analyze [0-9.]+ s, detect [0-9.]+ s, restore [0-9.]+ s, build [0-9.]+ s, export [0-9.]+ s\n", output);
        Assert.Contains("\nRun it:\n  skopeo copy oci:out/hello-web:latest docker-daemon:hello-web:latest && docker run --rm -e PORT=8080 -p 8080:8080 hello-web:latest", output, StringComparison.Ordinal);
    }

    // Another user with another mask, home and folder, who compiles the buildpack once more.
    private async Task<CheckedImage> BuildElsewhereAsync(string root, string launcher)
    {
        var desk = new Desk(workshop, root) { Identity = (12345, 54321), Mask = "077" };
        var cnb = await workshop.CnbAsync();
        var sources = Directory.CreateDirectory($"{root}/a folder elsewhere").FullName;
        await CopySourcesAsync(sources);
        await Command.RunAsync("chmod", "-R", "go-rwx,u+w", sources);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(launcher)!, "launcher.sbom.*").Append(launcher))
        {
            File.Copy(file, $"{root}/{Path.GetFileName(file)}");
        }

        desk.Variables["CNB_LAUNCHER"] = $"{root}/launcher";
        await desk.HandOverAsync();
        for (var above = Path.GetDirectoryName(root)!; above.Length > Path.GetTempPath().Length; above = Path.GetDirectoryName(above)!)
        {
            File.SetUnixFileMode(above, Modes.Everyone);
        }

        await RunAsync(desk.Call(
            $"{cnb}/cnb", "build", "hello-web", "--path", $"{sources}/buildpacks/dotnet/samples/hello-web", "--buildpack", $"{sources}/buildpacks/dotnet"));
        return await CheckedImage.ReadLayoutAsync($"{desk.Work}/out/hello-web");
    }

    // What git has, and nothing that was built.
    private static Task CopySourcesAsync(string to) => Command.RunAsync(
        "sh", "-c", "git -C \"$1\" -c safe.directory='*' ls-files -z | tar -C \"$1\" --null -c -T - | tar -C \"$2\" -x --no-same-owner", "sh", Workshop.Repository, to);

    private static async Task<(TimeSpan Duration, string Output)> RunAsync(ProgramCall call)
    {
        var watch = Stopwatch.StartNew();
        var result = await Command.TryAsync(call);
        Assert.True(result.ExitCode == 0, $"{call.Arguments[^1]} ended with {result.ExitCode}: {result.Errors}{result.Output}");
        return (watch.Elapsed, result.Output);
    }

    [GeneratedRegex("```sh\n(.+)\n```")]
    private static partial Regex FirstCommand();

    [GeneratedRegex("\n  size       ([0-9.]+) MB in ")]
    private static partial Regex Size();
}
