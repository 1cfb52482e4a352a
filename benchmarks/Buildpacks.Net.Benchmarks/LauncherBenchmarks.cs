using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Buildpacks.Net.Benchmarks;

/// <summary>
/// Starting a process through the launcher of `build.cs -- aot`, seen from a parent. The baseline is starting the same program directly, so the
/// ratio is what the launcher adds.
/// </summary>
public class LauncherBenchmarks
{
    private string _root = "";
    private string _launcher = "";

    [GlobalSetup]
    public void Setup()
    {
        _launcher = Path.GetFullPath(Environment.GetEnvironmentVariable("LAUNCHER") ?? "artifacts/bin/linux-x64/launcher");
        if (!File.Exists(_launcher))
        {
            throw new InvalidOperationException($"{_launcher} is missing: run `dotnet run build.cs -- aot`, or name a launcher in LAUNCHER");
        }

        _root = Directory.CreateTempSubdirectory("buildpacks-net-launch-").FullName;
        Directory.CreateDirectory(Path.Combine(_root, "app"));
        Directory.CreateDirectory(Path.Combine(_root, "layers/config"));
        File.WriteAllText(Path.Combine(_root, "layers/config/metadata.toml"), """
            [[buildpacks]]
            api = "0.11"
            id = "bench/launch"
            version = "1"

            [[processes]]
            type = "web"
            command = ["/bin/true"]
            args = []
            direct = true
            buildpack-id = "bench/launch"
            """);
        foreach (int layer in Enumerable.Range(0, 10))
        {
            string folder = Path.Combine(_root, $"layers/bench_launch/layer{layer}");
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            Directory.CreateDirectory(Path.Combine(folder, "env"));
            File.WriteAllText(Path.Combine(folder, "env/LIST.append"), "value");
            File.WriteAllText(Path.Combine(folder, "env/LIST.delim"), ":");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_root, recursive: true);

    [Benchmark(Baseline = true, Description = "/bin/true")]
    public int Direct() => Start("/bin/true", []);

    [Benchmark(Description = "launcher -> /bin/true, 10 layers")]
    public int Launched() => Start(_launcher, ["--", "/bin/true"]);

    private int Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["CNB_PLATFORM_API"] = "0.14";
        start.Environment["CNB_APP_DIR"] = Path.Combine(_root, "app");
        start.Environment["CNB_LAYERS_DIR"] = Path.Combine(_root, "layers");
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
