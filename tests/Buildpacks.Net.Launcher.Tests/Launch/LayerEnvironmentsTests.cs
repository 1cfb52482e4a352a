using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Shared;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Launcher.Tests.Launch;

public sealed class LayerEnvironmentsTests : IDisposable
{
    private readonly LaunchScene _scene = new();

    [Fact]
    public void Layers_apply_in_the_order_of_their_names_and_folders_from_general_to_special()
    {
        foreach (var layer in (string[])["y", "x", "X"])
        {
            foreach (var folder in (string[])["env", "env.launch", "env.launch/web", "env.launch/worker", "env.build"])
            {
                _scene.Put($"layers/acme_a/{layer}/{folder}/T.append", $"{layer}:{folder} ");
            }
        }

        Assert.Equal(
            "X:env X:env.launch X:env.launch/web x:env x:env.launch x:env.launch/web y:env y:env.launch y:env.launch/web ",
            Read("web")("T"));
        Assert.Equal("X:env X:env.launch x:env x:env.launch y:env y:env.launch ", Read("")("T"));
    }

    [Fact]
    public void Folders_and_files_named_bin_and_lib_count_but_not_links_to_nothing()
    {
        Directory.CreateDirectory(_scene["layers/acme_a/a/bin"]);
        Directory.CreateDirectory(_scene["layers/acme_a/a/lib"]);
        _scene.Put("layers/acme_a/b/bin", "");
        Directory.CreateDirectory(_scene["layers/acme_a/c"]);
        File.CreateSymbolicLink(_scene["layers/acme_a/c/bin"], "nowhere");
        Assert.Equal($"{_scene.Layers}/acme_a/b/bin:{_scene.Layers}/acme_a/a/bin", Read("")("PATH"));
        Assert.Equal($"{_scene.Layers}/acme_a/a/lib", Read("")("LD_LIBRARY_PATH"));
    }

    [Fact]
    public void A_link_in_place_of_a_layer_is_left_out()
    {
        _scene.Put("layers/acme_a/l/env/T.append", "once");
        File.CreateSymbolicLink(_scene["layers/acme_a/m"], "l");
        Assert.Equal("once", Read("")("T"));
    }

    [Fact]
    public void Values_are_bytes()
    {
        Directory.CreateDirectory(_scene["layers/acme_a/l/env"]);
        File.WriteAllBytes(_scene["layers/acme_a/l/env/B"], [0xFF, 0xC3, 0x28, 0x0A]);
        Assert.Equal([0xFF, 0xC3, 0x28, 0x0A], PosixText.Encode(Read("")("B")));
    }

    [Fact]
    public void A_link_to_nothing_among_env_files_is_refused()
    {
        Directory.CreateDirectory(_scene["layers/acme_a/l/env"]);
        File.CreateSymbolicLink(_scene["layers/acme_a/l/env/B"], "nowhere");
        Assert.Throws<LaunchException>(() => Read(""));
    }

    [Fact]
    public async Task A_pipe_among_env_files_is_refused_instead_of_waited_for()
    {
        Directory.CreateDirectory(_scene["layers/acme_a/l/env"]);
        await Command.RunAsync("mkfifo", _scene["layers/acme_a/l/env/B"]);
        Assert.Throws<LaunchException>(() => Read(""));
    }

    [Fact]
    public void A_file_in_place_of_a_folder_is_refused()
    {
        _scene.Put("layers/acme_a/l/env", "");
        Assert.Throws<LaunchException>(() => Read(""));
        _scene.Put("layers/acme_b", "");
        Assert.Throws<LaunchException>(() => { _ = LaunchLayers.Scan(default, Bytes.From(_scene.Layers), Buildpacks("acme/b")); });
    }

    [Fact]
    public void A_buildpack_without_a_folder_brings_nothing() =>
        Assert.Equal(0, LaunchLayers.Scan(default, Bytes.From(_scene.Layers), Buildpacks("acme/gone"))[0].Count);

    public void Dispose() => _scene.Dispose();

    private Func<string, string> Read(string processType)
    {
        var variables = default(Variables);
        LayerEnvironments.Add(default, ref variables, LaunchLayers.Scan(default, Bytes.From(_scene.Layers), Buildpacks("acme/a")), Bytes.From(processType));
        return name => variables.Value(Bytes.From(name)).ToString();
    }

    private static Sequence<LaunchBuildpack> Buildpacks(string id)
    {
        Sequence<LaunchBuildpack> buildpacks = default;
        buildpacks.Add(new LaunchBuildpack(Bytes.From(id), default));
        return buildpacks;
    }
}
