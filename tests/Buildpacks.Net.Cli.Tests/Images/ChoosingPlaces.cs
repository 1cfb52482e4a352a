using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Cli.Tests.Images;

public sealed class ChoosingPlaces
{
    [Theory]
    [InlineData("app", "/w/out/app")]
    [InlineData("team/app:1.2", "/w/out/team/app")]
    [InlineData("localhost:5000/team/app:1.2", "/w/out/localhost_5000/team/app")]
    public void A_build_without_a_place_goes_below_out(string name, string path)
    {
        var target = OutputTarget.Parse(null, publish: false, ImageName.Parse(name), Full);
        Assert.Equal((OutputKind.Layout, path, true), (target.Kind, target.Path, target.IsDefault));
    }

    [Theory]
    [InlineData("oci:a/b", OutputKind.Layout, "/w/a/b")]
    [InlineData("archive:/a/b.tar", OutputKind.Archive, "/a/b.tar")]
    [InlineData("docker", OutputKind.Daemon, "")]
    [InlineData("registry", OutputKind.Registry, "")]
    public void A_place_can_be_named(string text, object kind, string path)
    {
        var target = OutputTarget.Parse(text, publish: false, ImageName.Parse("app"), Full);
        Assert.Equal(((OutputKind)kind, path, false), (target.Kind, target.Path, target.IsDefault));
    }

    [Theory]
    [InlineData("oci:", false)]
    [InlineData("disk:x", false)]
    [InlineData("docker", true)]
    public void Places_that_are_none_are_refused(string text, bool publish) =>
        Assert.True(Assert.Throws<CliException>(() => OutputTarget.Parse(text, publish, ImageName.Parse("app"), Full)).IsUsage);

    [Theory]
    [InlineData("cache", "/w/cache", null, null)]
    [InlineData("type=build;format=bind;source=c", "/w/c", null, null)]
    [InlineData("type=build;format=volume;name=v", null, "v", null)]
    [InlineData("type=build;format=image;name=a.test/cache", null, null, "a.test/cache:latest")]
    [InlineData("format=volume", null, null, null)]
    [InlineData("type=launch;format=volume;name=v", null, null, null)]
    public void A_cache_is_a_folder_a_volume_or_an_image(string text, string? directory, string? volume, string? image)
    {
        var target = CacheTarget.Parse([text], image: null, Full);
        Assert.Equal((directory, volume, image), (target.Directory, target.Volume, target.Image?.Name));
    }

    [Theory]
    [InlineData("type=other")]
    [InlineData("type=build;format=bind")]
    [InlineData("type=build;format=image;name=UPPER CASE")]
    [InlineData("type=build;format=volume;name=../x")]
    [InlineData("size=5")]
    public void Caches_that_are_none_are_refused(string text) =>
        Assert.Throws<CliException>(() => CacheTarget.Parse([text], image: null, Full));

    private static string Full(string path) => Path.GetFullPath(path, "/w");
}
