using Buildpacks.Net.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Buildpacks.Net.Launcher.Tests.Env;

/// <summary>Whatever layers and containers bring, the launcher makes of it what the model makes of it.</summary>
public sealed class EnvironmentsAgainstTheModel
{
    private static readonly string[] Buildpacks = ["acme_b", "acme_a"];

    private static readonly Gen<string> Name = Gen.Elements("A", "B", "PATH", "LD_LIBRARY_PATH", "é", "a b", "CNB_APP_DIR", "\uDCFE");

    private static readonly Gen<string> Suffix = Gen.Elements("", ".append", ".prepend", ".default", ".override", ".delim", ".", ".other", ".append.x");

    private static readonly Gen<string> Content =
        Gen.Elements("", "x", "y", ":", "/cnb/process", "/a:/b", "\uDCFF", "\n", " ", "=", "/cnb/lifecycle:/bin", new string('z', 5000));

    private static readonly Gen<ModelFile> File =
        from folder in Gen.Elements("env", "env.launch", "env.launch/web", "env.launch/worker", "env.build")
        from name in Name
        from suffix in Suffix
        from content in Content
        select new ModelFile(folder, name + suffix, content);

    private static readonly Gen<ModelLayer> Layer =
        from buildpack in Gen.Elements(Buildpacks)
        from name in Gen.Elements("a", "B", "b", "a-b", "a.b", "é")
        from hasBin in Gen.Elements(true, false)
        from hasLib in Gen.Elements(true, false)
        from files in File.ListOf()
        select new ModelLayer(buildpack, name, hasBin, hasLib, [.. files.DistinctBy(file => (file.Folder, file.Name))]);

    private static readonly Gen<string> Entry =
        from name in Gen.Elements("A", "PATH", "CNB_APP_DIR", "CNB_EXEC_ENV", "CNB_LAUNCHER_INIT", "", "x.y")
        from sign in Gen.Elements("=", "=", "=", "")
        from content in Content
        select name + sign + content;

    [Fact]
    public void Environments_come_out_as_the_model_says() => Prop.ForAll(
        (from layers in Layer.ListOf()
         from inherited in Entry.ListOf()
         from type in Gen.Elements("", "web", "other")
         select (Layers: layers.DistinctBy(layer => (layer.Buildpack, layer.Name)).ToList(), Inherited: inherited.ToArray(), Type: type)).ToArbitrary(),
        launch =>
        {
            using var scene = new LaunchScene();
            foreach (var layer in launch.Layers)
            {
                Write(scene, layer);
            }

            Assert.Equal(
                EnvironmentModel.Launch(scene.Layers, launch.Inherited, Buildpacks, launch.Layers, launch.Type),
                LayersOf.Buildpacks(scene, Buildpacks, launch.Type, launch.Inherited));

            // Names that are not UTF-8 cannot be removed by the scene.
            PosixFile.RemoveTree(scene.Layers);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void Write(LaunchScene scene, ModelLayer layer)
    {
        var folder = $"{scene.Layers}/{layer.Buildpack}/{layer.Name}";
        PosixFile.MakeDirectories(folder);
        foreach (var name in (string[])[.. layer.HasBin ? ["bin"] : Array.Empty<string>(), .. layer.HasLib ? ["lib"] : Array.Empty<string>()])
        {
            PosixFile.MakeDirectories($"{folder}/{name}");
        }

        foreach (var file in layer.Files)
        {
            PosixFile.MakeDirectories($"{folder}/{file.Folder}");
            using var stream = PosixFile.Create($"{folder}/{file.Folder}/{file.Name}", 0x1A4);
            stream.Write(PosixText.Encode(file.Content));
        }
    }
}
