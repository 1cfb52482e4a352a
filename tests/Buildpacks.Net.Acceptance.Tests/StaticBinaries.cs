using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>The published binaries need nothing but a kernel.</summary>
[Trait("needs", "aot")]
public sealed class StaticBinaries(Workshop workshop)
{
    [Theory]
    [InlineData("lifecycle")]
    [InlineData("launcher")]
    public async Task Need_no_libraries(string name)
    {
        var result = await Command.TryAsync("ldd", Path.Combine(Workshop.Binaries, name));
        Assert.Contains("not a dynamic executable", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task The_lifecycle_tells_its_version_in_an_empty_root()
    {
        using var root = new TemporaryFolder();
        File.Copy(Path.Combine(Workshop.Binaries, "lifecycle"), root["creator"]);
        var outside = await VersionAsync(Path.Combine(Workshop.Binaries, "creator"), "-version");

        Assert.NotEqual("", outside);
        Assert.Equal(outside, await VersionAsync("/usr/sbin/chroot", root.Path, "/creator", "-version"));
    }

    [Fact]
    [Trait("needs", "container")]
    public async Task The_launcher_starts_a_static_program_of_an_image_in_a_root_with_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var tiny = new TinyBuildpack(folder.Path, build: """
            cp "$(cat "$CNB_PLATFORM_DIR/env/PROGRAM")" ./creator
            mkdir -p "$CNB_LAYERS_DIR/kept/env.launch" && printf 0.14 > "$CNB_LAYERS_DIR/kept/env.launch/CNB_PLATFORM_API.override"
            printf '[[processes]]\ntype = "web"\ncommand = ["./creator"]\nargs = ["-version"]\ndefault = true\n' > "$CNB_LAYERS_DIR/launch.toml"
            """);
        var desk = new Desk(workshop, folder["desk"]);
        var built = await desk.BuildAsync(["static", .. tiny.Flags, "--env", $"PROGRAM={Path.Combine(Workshop.Binaries, "creator")}", "--output", $"oci:{folder["layout"]}"]);
        Assert.True(built.ExitCode == 0, built.Errors + built.Output);
        await Command.RunAsync("umoci", "unpack", "--image", $"{folder["layout"]}:latest", folder["bundle"]);
        foreach (var path in (string[])["cnb", "layers", "workspace"])
        {
            await Command.RunAsync("cp", "-a", folder[$"bundle/rootfs/{path}"], $"{Directory.CreateDirectory(folder["root"])}/{path}");
        }

        // The launcher is asked for by the link of the process; it applies the layer's variables, changes into /workspace and starts ./creator.
        Assert.Equal(
            await VersionAsync(Path.Combine(Workshop.Binaries, "creator"), "-version"),
            await VersionAsync("/usr/sbin/chroot", folder["root"], "/cnb/process/web"));
    }

    private static Task<string> VersionAsync(params string[] command) =>
        Command.RunAsync("env", ["-i", "CNB_PLATFORM_API=0.14", .. command]);
}
