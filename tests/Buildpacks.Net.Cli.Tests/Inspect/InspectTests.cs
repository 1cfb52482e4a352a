using System.Text.Json;
using Buildpacks.Net.Cli.Tests.Commands;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.Inspect;

public sealed class InspectTests : IDisposable
{
    private static readonly NewImage Stand = SampleImages.Base("one");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shows_what_an_image_is_made_of()
    {
        var saved = await SampleImages.App(Stand, SampleImages.Layer(("layers/sbom/launch/sbom.cdx.json", "{}"))).SaveAsync(_folder["out/app"], "latest");
        var call = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app");

        Shows(call, $"Digest: {saved.ManifestDigest}");
        Shows(call, "Image: registry.example/base/run:1");
        Shows(call, "Mirrors: mirror.example/run:1");
        Shows(call, "Distribution: debian 12");
        Shows(call, $"Top layer: {Stand.Layers[^1].DiffId}");
        Shows(call, "Rebasable: true");
        Shows(call, "acme/web 1.2.3 https://acme.example/web");
        Shows(call, "web (default) dotnet \"my app.dll\" --port 8080 /srv acme/web");
        Shows(call, "task bash rake acme/tools");
        Shows(call, "acme/web:runtime launch, cache");
        Shows(call, "bills of materials");
        Shows(call, "commit: abc123");
        Shows(call, "SBOM: yes");
        Assert.Equal("", call.Error);
    }

    [Fact]
    public async Task Json_is_one_object_with_every_documented_property()
    {
        var image = SampleImages.App(Stand);
        var saved = await image.SaveAsync(_folder["out/app"], "latest");
        var root = await JsonAsync("app", "--verbose");

        Assert.Equal(
            [
                "name", "location", "digest", "size", "layerCount", "created", "os", "architecture", "variant", "fromBuildpacks", "platformApi",
                "launcherVersion", "stack", "sbom", "base", "buildpacks", "extensions", "defaultProcess", "processes", "layers", "source", "warnings",
                "environment", "labels",
            ],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(saved.ManifestDigest!.ToString(), root.GetProperty("digest").GetString());
        Assert.Equal($"oci:{_folder["out/app"]}:latest", root.GetProperty("location").GetString());
        Assert.Equal(image.Layers.Sum(layer => layer.Descriptor!.Size), root.GetProperty("size").GetInt64());
        Assert.Equal("1980-01-01T00:00:01Z", root.GetProperty("created").GetString());
        Assert.Equal(2, root.GetProperty("base").GetProperty("layerCount").GetInt32());
        Assert.True(root.GetProperty("base").GetProperty("rebasable").GetBoolean());
        Assert.Equal("web", root.GetProperty("defaultProcess").GetString());
        Assert.False(root.GetProperty("sbom").GetBoolean());
        Assert.Equal(["buildpack", "app", "launcher"], root.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kind").GetString()));
        Assert.Equal(["launch", "cache"], root.GetProperty("layers")[0].GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal("abc123", root.GetProperty("source").GetProperty("version").GetProperty("commit").GetString());
        Assert.Equal(["dotnet", "my app.dll"], root.GetProperty("processes")[0].GetProperty("command").EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public async Task Labels_and_environment_are_shown_only_when_asked_for_and_values_of_unknown_variables_never()
    {
        await SampleImages.App(Stand).SaveAsync(_folder["out/app"], "latest");
        var brief = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app");
        var full = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app", "-v");
        var json = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app", "-v", "--output-format", "json");

        Assert.DoesNotContain("API_TOKEN", brief.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(LifecycleMetadataLabel.Name, brief.Output, StringComparison.Ordinal);
        Shows(full, "API_TOKEN: (not shown)");
        Shows(full, "PATH: /cnb/process:/bin");
        Shows(full, "io.buildpacks.base.id: acme.base");
        Assert.All([full, json], call => Assert.DoesNotContain("s3cret", call.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Credentials_in_labels_are_not_shown(string format)
    {
        await SampleImages.App(Stand).SaveAsync(_folder["out/app"], "latest");
        var call = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app", "--output-format", format, "--verbose");

        Assert.Contains("https://(redacted)@git.example/app", call.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_image_says_cannot_steer_the_terminal()
    {
        var build = "{\"buildpacks\":[{\"id\":\"a\\u001b[2Jb\\nc\",\"version\":\"1\"}]}";
        await SampleImages.App(Stand).WithLabel(SampleImages.BuildLabel, build).SaveAsync(_folder["out/app"], "latest");
        var call = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app");

        Shows(call, "a [2Jb c 1");
        Assert.DoesNotContain('\u001b', call.Output);
    }

    [Fact]
    public async Task An_image_that_was_not_made_by_buildpacks_is_an_error_after_the_basic_facts()
    {
        await Stand.SaveAsync(_folder["base"], "latest");
        var call = await CommandCall.RunAsync(_folder.Path, "inspect", "oci:base");
        var json = await CommandCall.RunAsync(_folder.Path, "inspect", "oci:base", "--output-format", "json");

        Assert.Equal((1, 1), (call.ExitCode, json.ExitCode));
        Shows(call, $"Platform: linux/{Oci.Images.Platform.Current.Architecture}");
        Assert.DoesNotContain("Processes", call.Output, StringComparison.Ordinal);
        Assert.Contains("oci:base was not made by buildpacks", call.Error, StringComparison.Ordinal);
        Assert.Contains("BPN4020", call.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Output);
        Assert.False(document.RootElement.GetProperty("fromBuildpacks").GetBoolean());
    }

    [Theory]
    [InlineData(LifecycleMetadataLabel.Name, "{", "base and layers are not known")]
    [InlineData(LifecycleMetadataLabel.Name, """{"buildpacks":[{"key":7}]}""", "base and layers are not known")]
    [InlineData(SampleImages.BuildLabel, """{"processes":{"type":"web"}}""", "buildpacks and processes are not known")]
    [InlineData(SampleImages.BuildLabel, "[]", "buildpacks and processes are not known")]
    [InlineData(SampleImages.ProjectLabel, """{"source":7}""", "the source is not known")]
    public async Task A_damaged_label_is_a_warning(string label, string value, string loss)
    {
        await SampleImages.App(Stand).WithLabel(label, value).SaveAsync(_folder["out/app"], "latest");
        var call = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app");

        Assert.Equal($"Warning: the label {label} is damaged: {loss}\n", call.Error);
        Assert.Contains(loss, (await JsonAsync("app")).GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_the_labels_name_and_that_is_not_there_is_a_warning()
    {
        var image = SampleImages.App(Stand);
        await (image with { Layers = [.. image.Layers.SkipLast(1)] }).SaveAsync(_folder["out/app"], "latest");
        var call = await CommandCall.SucceedAsync(_folder.Path, "inspect", "app");

        Assert.Contains("the labels name a layer launcher that is not there", call.Error, StringComparison.Ordinal);
    }

    private static void Shows(CommandCall call, string words) => Assert.Contains(
        words, string.Join(' ', call.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var call = await CommandCall.SucceedAsync(_folder.Path, ["inspect", .. arguments, "--output-format", "json"]);
        using var document = JsonDocument.Parse(call.Output);
        return document.RootElement.Clone();
    }
}
