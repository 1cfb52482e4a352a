using System.Formats.Tar;
using System.Text.Json;
using Buildpacks.Net.Cli.Tests.Inspect;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Metadata = """
        [[buildpacks]]
        id = "acme/web"
        api = "0.10"
        [[processes]]
        type = "web"
        command = ["serve"]
        args = ["--port", "8080"]
        direct = true
        buildpack-id = "acme/web"
        [[processes]]
        type = "task"
        command = ["rake"]
        direct = false
        buildpack-id = "acme/web"
        """;

    private static readonly NewImage Stand = SampleImages.Base("one");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_shows_the_program_its_arguments_and_where_each_variable_comes_from()
    {
        await SaveAsync(
            Folder("layers/acme_web"), Folder("layers/acme_web/runtime"), Folder("layers/acme_web/runtime/bin"), Program("layers/acme_web/runtime/bin/serve"),
            Content("layers/acme_web/runtime/env/PATH.prepend", "/layers/acme_web/other:"), Content("layers/acme_web/runtime/env.launch/web/DB_PASSWORD", "hidden"),
            Program("layers/acme_web/runtime/exec.d/setup"));
        var call = await CommandCall.SucceedAsync(_folder.Path, "explain", "app");

        Assert.Equal(
            """
            process    web of the buildpack acme/web, started directly
            program    /layers/acme_web/runtime/bin/serve
            arguments  "--port"
                       "8080"
            directory  /workspace

            exec.d programs, which run first in this order; what they set is not known before:
              /layers/acme_web/runtime/exec.d/setup

            environment, and where each value comes from:
              PATH=/layers/acme_web/other:/layers/acme_web/runtime/bin:/usr/bin
                  from the container, without the launcher's folders
                  folder    /layers/acme_web/runtime/bin
                  prepend   /layers/acme_web/runtime/env/PATH.prepend
              DB_PASSWORD=********
                  override  /layers/acme_web/runtime/env.launch/web/DB_PASSWORD

            """,
            call.Output);
        Assert.Equal(["out"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Another_process_or_command_can_be_asked_for_with_arguments_and_variables()
    {
        await SaveAsync(Content("layers/acme_web/runtime/profile.d/p.sh", ""), Content("workspace/.profile", ""));
        using var shell = await JsonAsync("explain", "app", "task", "-e", "A=1", "--output-format", "json");
        Assert.False(shell.RootElement.GetProperty("process").GetProperty("direct").GetBoolean());
        Assert.Equal("/bin/bash", Text(shell.RootElement, "program"));
        Assert.Equal(["/layers/acme_web/runtime/profile.d/p.sh", ".profile"], Texts(shell, "profileScripts"));
        Assert.Contains(shell.RootElement.GetProperty("environment").EnumerateArray(), variable => Text(variable, "name") == "A" && Text(variable, "value") == "1");

        using var command = await JsonAsync("explain", "app", "--output-format", "json", "--", "ls", "-l");
        Assert.Equal(JsonValueKind.Null, command.RootElement.GetProperty("program").ValueKind);
        Assert.Equal(["-l"], Texts(command, "args"));
        Assert.False(command.RootElement.TryGetProperty("problem", out _));
    }

    [Fact]
    public async Task Links_of_the_image_do_not_lead_out_of_it()
    {
        await File.WriteAllTextAsync(_folder["secret"], "of this machine", TestContext.Current.CancellationToken);
        await SaveAsync(
            Link("layers/acme_web/runtime/env/A", _folder["secret"]),
            Content("layers/acme_web/runtime/env/B", "b"));
        var call = await CommandCall.RunAsync(_folder.Path, "explain", "app");
        Assert.NotEqual(0, call.ExitCode);
        Assert.DoesNotContain("of this machine", call.Output + call.Error, StringComparison.Ordinal);
        Assert.Contains("BPN4023", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_explained_is_an_error()
    {
        await SaveAsync();
        Assert.Contains("a variable", (await CommandCall.RunAsync(_folder.Path, "explain", "app", "-e", "A")).Error, StringComparison.Ordinal);
        await Stand.SaveAsync(_folder["out/app"], "latest");
        Assert.Contains("was not made by buildpacks", (await CommandCall.RunAsync(_folder.Path, "explain", "app")).Error, StringComparison.Ordinal);
    }

    private async Task<JsonDocument> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse((await CommandCall.SucceedAsync(_folder.Path, arguments)).Output);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string?> Texts(JsonDocument document, string name) =>
        document.RootElement.GetProperty(name).EnumerateArray().Select(element => element.GetString());

    private Task SaveAsync(params PaxTarEntry[] entries)
    {
        var layer = SampleImages.Layer(entries);
        var config = SampleImages.Layer(("layers/config/metadata.toml", Metadata));
        var metadata = new LifecycleMetadata
        {
            Config = config.DiffId.ToString(),
            Buildpacks =
            [
                new BuildpackLayersMetadata
                {
                    Id = BuildpackId.Parse("acme/web"),
                    Layers = [new LayerMetadata { Name = LayerName.Parse("runtime"), Sha = layer.DiffId.ToString(), Launch = true }],
                },
            ],
        };
        var image = Stand with
        {
            Layers = [.. Stand.Layers, layer, config],
            Config = Stand.Config with
            {
                Config = Stand.Config.Config with
                {
                    Entrypoint = ["/cnb/process/web"],
                    Env = ["PATH=/cnb/process:/cnb/lifecycle:/usr/bin", "CNB_PLATFORM_API=0.14"],
                },
            },
        };
        return image.WithLabel(LifecycleMetadataLabel.Name, LifecycleMetadataLabel.ToJson(metadata)).SaveAsync(_folder["out/app"], "latest");
    }

    private static PaxTarEntry Folder(string path) => new(TarEntryType.Directory, path) { Mode = (UnixFileMode)0x1ED };

    private static PaxTarEntry Content(string path, string content) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    private static PaxTarEntry Program(string path) =>
        new(TarEntryType.RegularFile, path) { Mode = (UnixFileMode)0x1ED, DataStream = new MemoryStream([1, 2, 3]) };

    private static PaxTarEntry Link(string path, string target) => new(TarEntryType.SymbolicLink, path) { LinkName = target };
}
