using System.Diagnostics;

namespace Buildpacks.Net.Benchmarks;

/// <summary>The folders of four images, and the application of all of them: a static C program that does nothing.</summary>
internal sealed class LauncherScenes : IDisposable
{
    public static readonly IReadOnlyList<string> Names =
        ["direct process, no layers", "direct, 10 buildpacks with 3 layers each", "direct, 3 exec.d programs", "bash, 3 profile.d scripts"];

    private readonly string _root = Directory.CreateTempSubdirectory("buildpacks-net-launch-").FullName;

    public LauncherScenes()
    {
        Directory.CreateDirectory(Path.Combine(_root, "app"));
        Compile(Application, "int main(void) { return 0; }");
        Write(0, buildpacks: 1, isDirect: true);
        Write(1, buildpacks: 10, isDirect: true);
        Write(2, buildpacks: 1, isDirect: true);
        Write(3, buildpacks: 1, isDirect: false);
        for (int buildpack = 0; buildpack < 10; buildpack++)
        {
            AddLayers(Path.Combine(Layers(1), $"bench_b{buildpack}"), buildpack);
        }

        AddPrograms(Path.Combine(Layers(2), "bench_b0/l/exec.d"));
        AddScripts(Path.Combine(Layers(3), "bench_b0/l/profile.d"));
    }

    /// <summary>The application alone.</summary>
    public string Application => Path.Combine(_root, "app/nothing");

    /// <summary>The environment that the launcher is started with for a scene.</summary>
    public IReadOnlyList<string> Environment(int scene) =>
        ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "CNB_PLATFORM_API=0.14", $"CNB_APP_DIR={_root}/app", $"CNB_LAYERS_DIR={Layers(scene)}"];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Layers(int scene) => Path.Combine(_root, $"layers{scene}");

    private void Write(int scene, int buildpacks, bool isDirect)
    {
        Directory.CreateDirectory(Path.Combine(Layers(scene), "config"));
        string listed = string.Concat(Enumerable.Range(0, buildpacks).Select(i => $"[[buildpacks]]\napi = \"0.9\"\nid = \"bench/b{i}\"\n\n"));
        File.WriteAllText(
            Path.Combine(Layers(scene), "config/metadata.toml"),
            $"{listed}[[processes]]\ntype = \"web\"\ncommand = [\"{Application}\"]\ndirect = {(isDirect ? "true" : "false")}\nbuildpack-id = \"bench/b0\"\n");
    }

    private static void AddLayers(string folder, int buildpack)
    {
        foreach (string layer in (string[])["one", "two", "three"])
        {
            foreach (string part in (string[])["bin", "lib", "env", "env.launch"])
            {
                Directory.CreateDirectory(Path.Combine(folder, layer, part));
            }

            File.WriteAllText(Path.Combine(folder, layer, "env/LIST.append"), "/some/folder");
            File.WriteAllText(Path.Combine(folder, layer, "env/LIST.delim"), ":");
            File.WriteAllText(Path.Combine(folder, layer, $"env.launch/NAME_{buildpack}_{layer}.override"), "value");
        }
    }

    private static void AddPrograms(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (int number in (int[])[1, 2, 3])
        {
            Compile(
                Path.Combine(folder, $"{number}"),
                $"#include <unistd.h>\nint main(void) {{ return write(3, \"N{number} = \\\"value\\\"\\n\", 13) < 0; }}");
        }
    }

    private static void AddScripts(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (int number in (int[])[1, 2, 3])
        {
            File.WriteAllText(Path.Combine(folder, $"{number}.sh"), $"export P{number}=\"${{P{number}:-}}{number}\"\n");
        }
    }

    private static void Compile(string program, string source)
    {
        using Process compiler = Process.Start(new ProcessStartInfo("gcc", ["-O2", "-static", "-s", "-x", "c", "-o", program, "-"]) { RedirectStandardInput = true })!;
        compiler.StandardInput.Write(source);
        compiler.StandardInput.Close();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException("gcc cannot make static programs here: install gcc and libc6-dev");
        }
    }
}
