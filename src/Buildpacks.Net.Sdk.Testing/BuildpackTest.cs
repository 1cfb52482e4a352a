using System.Text;
using Buildpacks.Net.Sdk.Platform;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>
/// An application and the buildpacks to build it with, in a temporary folder. Each build detects and builds with the phases of the
/// lifecycle, on a fresh copy of the sources and with what the build before it left; only the buildpacks' programs are replaced by
/// calls in this process. No image is made.
/// </summary>
public sealed class BuildpackTest : IDisposable
{
    private readonly IReadOnlyList<TestedBuildpack> _buildpacks;
    private readonly string _root = Directory.CreateTempSubdirectory("buildpack-test-").FullName;

    /// <summary>Makes a test with an empty application.</summary>
    /// <param name="buildpacks">The group to try, in order.</param>
    public BuildpackTest(params IReadOnlyList<TestedBuildpack> buildpacks)
    {
        ArgumentNullException.ThrowIfNull(buildpacks);
        _buildpacks = [.. buildpacks];
        foreach (var folder in new[] { SourceFolder, Path.Combine(PlatformFolder, "env"), LayersFolder })
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>The developer's sources; each build works on a copy of them.</summary>
    public string SourceFolder => Path.Combine(_root, "source");

    /// <summary>The copy that the last detection or build worked on: after a build, what goes into the image.</summary>
    public string AppFolder => Path.Combine(_root, "app");

    /// <summary>The layers folder of the lifecycle.</summary>
    public string LayersFolder => Path.Combine(_root, "layers");

    /// <summary>
    /// The environment of the lifecycle, of which buildpacks see what the specification lets through. Nothing is taken from this
    /// process, not even the PATH.
    /// </summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    };

    /// <summary>What the developer sets for the build: the files of <c>&lt;platform&gt;/env</c>.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>What the run image is made for; null for what this machine is.</summary>
    public BuildTarget? Target { get; set; }

    /// <summary>The execution environment that is built for, <c>production</c> unless it is changed.</summary>
    public string ExecutionEnvironment { get; set; } = "production";

    internal string PlatformFolder => Path.Combine(_root, "platform");

    /// <summary>Adds a file to the sources, in UTF-8 without a byte order mark; one with its path is replaced.</summary>
    /// <param name="path">Path from <see cref="SourceFolder"/>.</param>
    /// <param name="text">The whole content.</param>
    public void AddFile(string path, string text) => Write(Path.Combine(SourceFolder, path), text);

    /// <summary>Adds a folder of sources, without the <c>bin</c> and <c>obj</c> folders that building left in it.</summary>
    public void AddFolder(string folder) => FolderCopy.Copy(folder, SourceFolder, skipBuildOutputs: true);

    /// <summary>Binds a service to the build.</summary>
    /// <param name="name">Name of the binding.</param>
    /// <param name="entries">Its entries; <c>type</c> should be one of them.</param>
    public void AddBinding(string name, IReadOnlyDictionary<string, string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var (entry, value) in entries)
        {
            Write(Path.Combine(PlatformFolder, "bindings", name, entry), value);
        }
    }

    /// <summary>Detects, on a fresh copy of the sources.</summary>
    /// <exception cref="LifecycleException">Detection cannot be carried out, as with a composite buildpack that is not there.</exception>
    /// <exception cref="Spec.SpecException">A <c>buildpack.toml</c> cannot be used.</exception>
    public async Task<BuildpackTestResult> DetectAsync(CancellationToken cancellationToken = default)
    {
        using var run = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await run.DetectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Detects and, if that passes, builds, on a fresh copy of the sources and with what the last build left: metadata of launch
    /// layers, contents of cache layers, <c>store.toml</c>. A build that fails is a result; the next one starts from what is there.
    /// </summary>
    /// <exception cref="LifecycleException">Detection cannot be carried out, as with a composite buildpack that is not there.</exception>
    /// <exception cref="Spec.SpecException">A <c>buildpack.toml</c> cannot be used.</exception>
    public async Task<BuildpackTestResult> BuildAsync(CancellationToken cancellationToken = default)
    {
        using var run = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var detected = await run.DetectAsync(cancellationToken).ConfigureAwait(false);
        return detected.Detected ? await run.BuildAsync(detected, cancellationToken).ConfigureAwait(false) : detected;
    }

    /// <summary>Removes the temporary folder.</summary>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<TestRun> PrepareAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(AppFolder))
        {
            Directory.Delete(AppFolder, recursive: true);
        }

        FolderCopy.Copy(SourceFolder, AppFolder, skipBuildOutputs: false);
        var variables = Path.Combine(PlatformFolder, "env");
        Directory.Delete(variables, recursive: true);
        Directory.CreateDirectory(variables);
        foreach (var (name, value) in Settings)
        {
            Write(Path.Combine(variables, name), value);
        }

        return await TestRun.StartAsync(this, _buildpacks, Path.Combine(_root, "run"), cancellationToken).ConfigureAwait(false);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }
}
