using Buildpacks.Net.Cli.Tests.Commands;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Registries;

namespace Buildpacks.Net.Cli.Tests.Inspect;

public sealed class NamingImagesTests : IDisposable
{
    private static readonly NewImage App = SampleImages.App(SampleImages.Base("one"));
    private static readonly NewImage Other = SampleImages.App(SampleImages.Base("one"), content: "other");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("app", "latest", "app")]
    [InlineData("app", "1", "app")]
    [InlineData("app", "1", "app:1")]
    [InlineData("registry.example_5000/team/app", "2", "registry.example:5000/team/app:2")]
    public async Task A_name_means_the_build_of_that_name(string folder, string tag, string name)
    {
        await App.SaveAsync(_folder[$"out/{folder}"], tag);
        Assert.Contains($"oci:{_folder[$"out/{folder}"]}:{tag}", await InspectAsync(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_needs_no_tag_when_it_has_one_image()
    {
        await App.SaveAsync(_folder["layout"], "1", "2");
        Assert.Contains("layout:1\n", await InspectAsync("oci:layout"), StringComparison.Ordinal);
        Assert.Contains("layout:2\n", await InspectAsync("oci:layout:2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layout_with_several_images_needs_a_tag_unless_one_is_latest()
    {
        await App.SaveAsync(_folder["layout"], "1");
        await Other.SaveAsync(_folder["layout"], "2");
        await FailsAsync(2, "name one of the tags 1, 2", "oci:layout");

        await Other.SaveAsync(_folder["layout"], "latest");
        Assert.Contains("layout:latest\n", await InspectAsync("oci:layout"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app")]
    [InlineData("registry.example/team/app:7")]
    public async Task An_archive_is_used_whatever_its_image_is_called(string name)
    {
        var archive = new ArchiveImageStore(_folder["some.tar"]);
        await archive.SaveAsync(App, ImageReference.Parse(name), [ImageReference.Parse("other:1")], TestContext.Current.CancellationToken);
        Assert.Contains($"archive:{_folder["some.tar"]}", await InspectAsync("archive:some.tar"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App", "not an image reference")]
    [InlineData("./app", "write oci:./app")]
    [InlineData("/srv/app.tar", "archive:/srv/app.tar")]
    [InlineData("docker:App", "not an image reference")]
    [InlineData("https://bob:hunter2@registry.example/app", "https://(redacted)@registry.example/app")]
    [InlineData("bob:hunter2@registry.example/app", "(redacted)@registry.example/app")]
    public async Task A_text_that_no_image_can_be_called_by_is_refused(string text, string words)
    {
        var call = await FailsAsync(2, words, text);
        Assert.DoesNotContain("hunter2", call.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oci:nowhere", "there is no folder")]
    [InlineData("oci:.", "is no OCI image layout")]
    [InlineData("oci:layout:9", "has none of that name")]
    [InlineData("archive:nowhere.tar", "there is no file")]
    public async Task An_image_that_is_not_there_is_an_error_that_says_where_it_was_looked_for(string text, string words)
    {
        await App.SaveAsync(_folder["layout"], "1");
        await FailsAsync(1, words, text);
    }

    [Fact]
    [Trait("needs", "registry")]
    public async Task A_name_without_a_build_means_the_registry()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var name = $"{registry.Host}/team/app:1";
        using var store = new RegistryImageStore(new RegistryOptions { InsecureRegistries = [registry.Host] });
        await store.SaveAsync(App, ImageReference.Parse(name), [], TestContext.Current.CancellationToken);
        Assert.Contains($"Location: {name}", await InspectAsync(name), StringComparison.Ordinal);
        await FailsAsync(1, $"there is no such build in {_folder["out"]}", $"{registry.Host}/team/app:2");

        await Other.SaveAsync(_folder[$"out/{registry.Host.Replace(':', '_')}/team/app"], "1");
        Assert.Contains("Location: oci:", await InspectAsync(name), StringComparison.Ordinal);
        Assert.Contains($"Location: {name}", await InspectAsync(name, "--remote"), StringComparison.Ordinal);
    }

    private async Task<string> InspectAsync(params string[] arguments)
    {
        var call = await CommandCall.SucceedAsync(_folder.Path, ["inspect", .. arguments, "--insecure-registry", "127.0.0.1"]);
        return call.Output.Replace("      ", " ", StringComparison.Ordinal).Replace("Location:  ", "Location: ", StringComparison.Ordinal);
    }

    private async Task<CommandCall> FailsAsync(int code, string words, string text)
    {
        var call = await CommandCall.RunAsync(_folder.Path, "inspect", text);
        Assert.Equal(code, call.ExitCode);
        Assert.Contains(words, call.Error, StringComparison.Ordinal);
        Assert.Equal("", call.Output);
        return call;
    }
}
