using System.Diagnostics;

namespace Buildpacks.Net.Benchmarks;

/// <summary>What the phases work on: an application, a buildpack that copies prepared layers, a run image, a cache. Removed when disposed.</summary>
internal sealed class PhaseWorkspace : IDisposable
{
    private const string Image = "example.test/app";
    private const string RunImage = "example.test/run";
    private readonly string _root;
    private readonly string _corpus;
    private readonly string _api;
    private int _changes;

    private PhaseWorkspace(string root, string corpus, string api) => (_root, _corpus, _api) = (root, corpus, api);

    public static PhaseWorkspace Create(int megabytes, string api)
    {
        string corpus = Corpus.Write(Path.Combine(Path.GetTempPath(), "buildpacks-net-benchmarks", $"corpus-{megabytes}"), megabytes);
        var workspace = new PhaseWorkspace(Directory.CreateTempSubdirectory("buildpacks-net-phases-").FullName, corpus, api);
        workspace.WriteBuildpack();
        Directory.CreateDirectory(workspace.In("app"));
        Directory.CreateDirectory(workspace.In("platform/env"));
        for (int i = 0; i < 200; i++)
        {
            File.WriteAllText(workspace.In($"app/source{i}.js"), $"export const value{i} = {i};\n");
        }

        return workspace;
    }

    /// <summary>Forgets image, cache and layers.</summary>
    public void Clear()
    {
        Fresh("layout");
        Fresh("cache");
        EmptyImage.WriteLayout(In($"layout/{RunImage}/latest"));
        ClearLayers();
    }

    public void ClearLayers()
    {
        Fresh("layers");
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", ["-R", "1000:1000", _root]);
        }
    }

    public void ChangeOneFile() => File.WriteAllText(In("app/source7.js"), $"export const value7 = {++_changes};\n");

    public Task<double> AnalyzeAsync(string bin) => PhaseAsync(bin, "analyzer", [.. Layout, "-layers", In("layers"), "-run-image", RunImage, Image]);

    public Task<double> DetectAsync(string bin) =>
        PhaseAsync(bin, "detector", ["-layers", In("layers"), "-app", In("app"), "-platform", In("platform"), "-buildpacks", In("buildpacks"), "-order", In("order.toml")]);

    public Task<double> RestoreAsync(string bin) => PhaseAsync(bin, "restorer", [.. Layout, "-layers", In("layers"), "-cache-dir", In("cache")]);

    public Task<double> BuildAsync(string bin) =>
        PhaseAsync(bin, "builder", ["-layers", In("layers"), "-app", In("app"), "-platform", In("platform"), "-buildpacks", In("buildpacks")]);

    public Task<double> ExportAsync(string bin) =>
        PhaseAsync(bin, "exporter", [.. Layout, "-layers", In("layers"), "-app", In("app"), "-cache-dir", In("cache"), "-launcher", Path.Combine(bin, "launcher"), Image]);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string[] Layout => ["-layout", "-layout-dir", In("layout")];

    private string In(string path) => Path.Combine(_root, path);

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
            for layer in modules runtime cache; do
              [ -e "$CNB_LAYERS_DIR/$layer" ] || cp -a "{{_corpus}}/$layer" "$CNB_LAYERS_DIR/"
              printf '[types]\nlaunch = true\ncache = true\n' >"$CNB_LAYERS_DIR/$layer.toml"
            done
            printf '[[processes]]\ntype = "web"\ncommand = ["true"]\ndefault = true\n' >"$CNB_LAYERS_DIR/launch.toml"
            """);
        File.WriteAllText(In("order.toml"), "[[order]]\n[[order.group]]\nid = \"bench/copy\"\nversion = \"1\"\n");
        File.SetUnixFileMode(_root, Mode755);
    }

    private static void Script(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, Mode755);
    }

    private static UnixFileMode Mode755 => UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private async Task<double> PhaseAsync(string bin, string phase, string[] arguments)
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
        start.Environment["HOME"] = _root;
        start.Environment["CNB_PLATFORM_API"] = _api;
        start.Environment["CNB_EXPERIMENTAL_MODE"] = "silent";
        start.Environment["CNB_USER_ID"] = start.Environment["CNB_GROUP_ID"] = "1000";
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{output}{await errors}");
    }

    private static void Run(string program, string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
