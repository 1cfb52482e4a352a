using System.Diagnostics;

namespace Buildpacks.Net.Benchmarks;

/// <summary>What the phases work on: an application, a buildpack that copies prepared layers, a run image, a cache. Removed when disposed.</summary>
internal sealed class PhaseWorkspace : IDisposable
{
    private readonly BenchCorpus _corpus;
    private readonly string _api;
    private LocalRegistry? _registry;
    private int _changes;

    private PhaseWorkspace(string root, BenchCorpus corpus, string api) => (Root, _corpus, _api) = (root, corpus, api);

    public string Root { get; }

    public string RegistryHost => _registry!.Host;

    public static PhaseWorkspace Create(BenchCorpus corpus, string api)
    {
        var workspace = new PhaseWorkspace(Directory.CreateTempSubdirectory("buildpacks-net-phases-").FullName, corpus, api);
        if (Environment.IsPrivilegedProcess)
        {
            // The disk is not what is measured. Where this is not allowed, it is.
            Run("mount", ["-t", "tmpfs", "-o", "size=16g,nr_inodes=3m", "tmpfs", workspace.Root]);
        }

        workspace.WriteBuildpack();
        Directory.CreateDirectory(workspace.In("platform/env"));
        Directory.CreateDirectory(workspace.In("tmp"));
        Directory.CreateDirectory(workspace.In("app"));
        if (corpus.App is { } app)
        {
            Run("cp", ["-a", $"{app}/.", workspace.In("app")]);
        }

        for (int i = 0; i < 200; i++)
        {
            File.WriteAllText(workspace.In($"app/source{i}.js"), $"export const value{i} = {i};\n");
        }

        return workspace;
    }

    public string In(string path) => Path.Combine(Root, path);

    /// <summary>Forgets images, cache and layers.</summary>
    public void Clear()
    {
        Fresh("layout");
        Fresh("cache");
        Fresh("registry");
        EmptyImage.WriteLayout(In("layout/example.test/run/latest"));
        ClearLayers();
    }

    public void ClearLayers()
    {
        Fresh("layers");
        Own();
    }

    /// <summary>Starts a registry with the run image in it.</summary>
    public IDisposable StartRegistry()
    {
        _registry = LocalRegistry.Start(Root);
        Run("skopeo", ["copy", "-q", "--dest-tls-verify=false", $"oci:{In("layout/example.test/run/latest")}", $"docker://{RegistryHost}/run"]);
        return _registry;
    }

    public void ChangeOneFile() => File.WriteAllText(In("app/source7.js"), $"export const value7 = {++_changes};\n");

    /// <summary>Does the work of detector and builder: one layer of one buildpack, with a fast way to fill it.</summary>
    public void WriteLayerByHand(Action<string> fill)
    {
        string layer = In("layers/bench_copy/many");
        Directory.CreateDirectory(layer);
        Directory.CreateDirectory(In("layers/config"));
        fill(layer);
        File.WriteAllText(layer + ".toml", "[types]\nlaunch = true\n");
        File.WriteAllText(In("layers/config/metadata.toml"), "");
        File.WriteAllText(In("layers/group.toml"), "[[group]]\nid = \"bench/copy\"\nversion = \"1\"\napi = \"0.11\"\n");
        Own();
    }

    public Task<PhaseRun> AnalyzeAsync(string bin, PhaseTarget target) =>
        PhaseAsync(bin, "analyzer", [.. target.Flags, .. target.Cache is ["-cache-image", ..] ? target.Cache : [], "-layers", In("layers"), "-run-image", target.RunImage, target.Image]);

    public Task<PhaseRun> DetectAsync(string bin) =>
        PhaseAsync(bin, "detector", ["-layers", In("layers"), "-app", In("app"), "-platform", In("platform"), "-buildpacks", In("buildpacks"), "-order", In("order.toml")]);

    public Task<PhaseRun> RestoreAsync(string bin, PhaseTarget target) => PhaseAsync(bin, "restorer", [.. target.Flags, "-layers", In("layers"), .. target.Cache]);

    public Task<PhaseRun> BuildAsync(string bin) =>
        PhaseAsync(bin, "builder", ["-layers", In("layers"), "-app", In("app"), "-platform", In("platform"), "-buildpacks", In("buildpacks")]);

    public Task<PhaseRun> ExportAsync(string bin, PhaseTarget target) => PhaseAsync(
        bin, "exporter", [.. target.Flags, "-layers", In("layers"), "-app", In("app"), .. target.Cache, "-launcher", Path.Combine(bin, "launcher"), target.Image]);

    public void Dispose()
    {
        _registry?.Dispose();
        if (Environment.IsPrivilegedProcess)
        {
            Run("umount", ["-q", Root]);
        }

        Directory.Delete(Root, recursive: true);
    }

    private void Own()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", ["-R", "1000:1000", In("layers"), In("layout"), In("cache"), In("tmp")]);
        }
    }

    private void Fresh(string folder)
    {
        if (Directory.Exists(In(folder)))
        {
            Directory.Delete(In(folder), recursive: true);
        }

        Directory.CreateDirectory(In(folder));
    }

    private void WriteBuildpack()
    {
        string folder = In("buildpacks/bench_copy/1");
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        File.WriteAllText(Path.Combine(folder, "buildpack.toml"), "api = \"0.11\"\n[buildpack]\nid = \"bench/copy\"\nversion = \"1\"\n[[targets]]\nos = \"linux\"\n");
        Script(Path.Combine(folder, "bin/detect"), "exit 0");
        Script(Path.Combine(folder, "bin/build"), $$"""
            set -e
            for from in {{string.Join(' ', _corpus.Layers)}}; do
              layer=$(basename "$from")
              [ -e "$CNB_LAYERS_DIR/$layer" ] || cp -a "$from" "$CNB_LAYERS_DIR/"
              launch=true
              [ "$layer" != cache ] || launch=false
              printf '[types]\nlaunch = %s\ncache = true\n' $launch >"$CNB_LAYERS_DIR/$layer.toml"
            done
            printf '[[processes]]\ntype = "web"\ncommand = ["true"]\ndefault = true\n' >"$CNB_LAYERS_DIR/launch.toml"
            """);
        File.WriteAllText(In("order.toml"), "[[order]]\n[[order.group]]\nid = \"bench/copy\"\nversion = \"1\"\n");
        File.SetUnixFileMode(Root, Mode755);
    }

    private static void Script(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, Mode755);
    }

    private static UnixFileMode Mode755 => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private async Task<PhaseRun> PhaseAsync(string bin, string phase, string[] arguments)
    {
        string program = Path.Combine(bin, phase);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", "1000", "--regid", "1000", "--clear-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = In("app");
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = Root;
        start.Environment["TMPDIR"] = In("tmp");
        start.Environment["CNB_PLATFORM_API"] = _api;
        start.Environment["CNB_EXPERIMENTAL_MODE"] = "silent";
        start.Environment["CNB_USER_ID"] = start.Environment["CNB_GROUP_ID"] = "1000";
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        double peak = 0;
        Task exit = process.WaitForExitAsync();
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(exit, Task.Delay(20));
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return process.ExitCode == 0
            ? new PhaseRun(seconds, peak)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{await output}{await errors}");
    }

    private static double PeakOf(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static void Run(string program, string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
