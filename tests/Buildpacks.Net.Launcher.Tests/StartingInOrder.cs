namespace Buildpacks.Net.Launcher.Tests;

/// <summary>What happens before a process starts, in which order and where.</summary>
public sealed class StartingInOrder
{
    private const string Buildpacks = "[[buildpacks]]\nid = \"acme/b\"\napi = \"0.9\"\n[[buildpacks]]\nid = \"acme/a\"\napi = \"0.9\"\n";

    private const string Processes = Buildpacks + """
        [[processes]]
        type = "web"
        command = ["bash", "-c", "echo $T"]
        direct = true
        buildpack-id = "acme/a"
        [[processes]]
        type = "shell"
        command = ["echo $T"]
        direct = false
        buildpack-id = "acme/a"
        """;

    private static readonly string[] Layers = ["acme_b/x", "acme_b/y", "acme_a/x"];

    [Fact]
    public async Task A_process_starts_in_its_working_directory_or_in_the_app()
    {
        using var place = new LaunchScene();
        var there = place.Put("there/file", "")["there"];
        using var scene = new LaunchScene(Buildpacks + $"""
            [[processes]]
            type = "there"
            command = ["pwd"]
            direct = true
            working-dir = "{there}"
            buildpack-id = "acme/a"
            [[processes]]
            type = "shell"
            command = ["pwd"]
            direct = false
            working-dir = "{there}"
            buildpack-id = "acme/a"
            [[processes]]
            type = "here"
            command = ["pwd"]
            direct = true
            buildpack-id = "acme/a"
            """);
        Assert.Equal(there + "\n", (await scene.LaunchAsync("there")).Output);
        Assert.Equal(there + "\n", (await scene.LaunchAsync("shell")).Output);
        Assert.Equal(scene.App + "\n", (await scene.LaunchAsync("here")).Output);
        Assert.Equal(scene.App + "\n", (await scene.LaunchAsync("launcher", "--", "pwd")).Output);
        Assert.Equal(scene.App + "\n", (await scene.LaunchAsync("launcher", "pwd")).Output);
    }

    // Layer by layer, so that programs for one process see what their own layer set for all.
    [Fact]
    public async Task Programs_of_exec_d_run_by_buildpack_layer_and_name()
    {
        using var scene = new LaunchScene(Processes);
        foreach (var layer in Layers)
        {
            foreach (var program in (string[])["2", "10", "web/0", "other/0"])
            {
                scene.Script($"layers/{layer}/exec.d/{program}", $"[ \"$PWD\" = \"{scene.App}\" ] && echo \"T = \\\"$T {layer}/{program}\\\"\" >&3");
            }
        }

        var expected = string.Concat(Layers.SelectMany(layer => (string[])["10", "2", "web/0"], (layer, program) => $" {layer}/{program}"));
        Assert.Equal(expected.Trim() + "\n", (await scene.LaunchAsync("web")).Output);
    }

    [Fact]
    public async Task Scripts_of_profile_d_are_read_by_buildpack_layer_and_name()
    {
        using var scene = new LaunchScene(Processes);
        foreach (var layer in Layers)
        {
            foreach (var script in (string[])["2", "10", "shell/0", "other/0"])
            {
                scene.Put($"layers/{layer}/profile.d/{script}", $"export T=\"$T {layer}/{script}\"");
            }
        }

        scene.Put("app/.profile", "export T=\"$T $PWD $$\"");
        var result = await scene.LaunchByAsync("echo $$; exec -a shell \"$LAUNCHER_UNDER_TEST\"", "shell");
        var lines = result.Output.Split('\n');
        var expected = string.Concat(Layers.SelectMany(layer => (string[])["10", "2", "shell/0"], (layer, script) => $" {layer}/{script}"));
        Assert.Equal($"{expected.Trim()} {scene.App} {lines[0]}", lines[1]);
    }

    [Fact]
    public async Task A_shell_gives_way_to_the_command()
    {
        using var scene = new LaunchScene();
        var result = await scene.LaunchByAsync("echo $$; exec \"$LAUNCHER_UNDER_TEST\" \"$@\"", "launcher", "echo $$; exec sh -c 'echo $$'");
        var ids = result.Output.TrimEnd().Split('\n');
        Assert.Equal([ids[0], ids[0], ids[0]], ids);
    }
}
