using Buildpacks.Net.Cli.Tests.Inspect;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Daemon;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Daemons;

namespace Buildpacks.Net.Cli.Tests.Commands;

[Trait("needs", "dockerd")]
public sealed class ImagesInDaemonTests
{
    private static readonly NewImage Old = SampleImages.Base("old");
    private static readonly NewImage New = SampleImages.Base("new");

    [Fact]
    public async Task An_image_in_the_daemon_is_inspected_and_rebased_there()
    {
        await using var daemon = await DockerDaemon.StartAsync();
        using var folder = new TemporaryFolder();
        using var store = new DockerDaemonImageStore(new DaemonOptions { Host = daemon.Host, SpoolDirectory = folder.Path });
        var sbom = SampleImages.Layer(("layers/sbom/launch/sbom.cdx.json", "{}"));
        await SaveAsync(store, "team/app:1", SampleImages.App(Old, sbom, runImage: "team/run:1"));
        await SaveAsync(store, "team/run:1", New);

        var inspected = await CallAsync(daemon, folder, "inspect", "docker:team/app:1");
        Assert.Contains("docker:index.docker.io/team/app:1", inspected, StringComparison.Ordinal);
        await CallAsync(daemon, folder, "sbom", "download", "docker:team/app:1");
        Assert.True(File.Exists(folder["layers/sbom/launch/sbom.cdx.json"]));

        var rebased = await CallAsync(daemon, folder, "rebase", "docker:team/app:1");
        var image = (await store.FindAsync(ImageReference.Parse("team/app:1"), null, TestContext.Current.CancellationToken))!;
        Assert.Equal(New.Layers[0].DiffId, image.Layers[0].DiffId);
        Assert.Contains($"Digest:    sha256:{image.Identifier}", rebased, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_in_the_daemon_that_is_named_goes_under_an_image_of_the_daemon()
    {
        await using var daemon = await DockerDaemon.StartAsync();
        using var folder = new TemporaryFolder();
        using var store = new DockerDaemonImageStore(new DaemonOptions { Host = daemon.Host, SpoolDirectory = folder.Path });
        await SaveAsync(store, "team/app:1", SampleImages.App(Old, runImage: "team/run:1"));
        await new ArchiveImageStore(folder["base.tar"]).SaveAsync(New, ImageReference.Parse("team/run:1"), [], TestContext.Current.CancellationToken);
        await CallAsync(daemon, folder, "rebase", "team/next:2", "--previous-image", "docker:team/app:1", "--run-image", "archive:base.tar");

        var image = (await store.FindAsync(ImageReference.Parse("team/next:2"), null, TestContext.Current.CancellationToken))!;
        Assert.Equal(New.Layers[0].DiffId, image.Layers[0].DiffId);
    }

    private static Task SaveAsync(DockerDaemonImageStore store, string name, NewImage image) =>
        store.SaveAsync(image, ImageReference.Parse(name), [], TestContext.Current.CancellationToken);

    private static async Task<string> CallAsync(DockerDaemon daemon, TemporaryFolder folder, params string[] arguments)
    {
        var call = await CommandCall.RunAsync(folder.Path, [$"DOCKER_HOST={daemon.Host}"], arguments);
        Assert.True(call.ExitCode == 0, call.Error);
        return call.Output;
    }
}
