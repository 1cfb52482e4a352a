using System.Diagnostics;
using System.Text;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Lifecycle.Tests.Phases;

/// <summary>
/// All that a build needs, in one folder: a run image in an OCI layout, the buildpack "acme/app", an app, a cache. Phases are
/// started in it as processes, never as root: where the test is root, as another user.
/// </summary>
internal sealed class PhaseScene : IDisposable
{
    public const string App = "a.test/app";
    private const string Build = """
        mkdir -p "$CNB_LAYERS_DIR/dep"; echo content >"$CNB_LAYERS_DIR/dep/file"
        printf '[types]\nlaunch = true\ncache = true\n' >"$CNB_LAYERS_DIR/dep.toml"
        """;

    private readonly TemporaryFolder _root = new();
    private readonly string _program;

    private PhaseScene(string program) => _program = program;

    public string this[string name] => _root[name];

    /// <summary>Who the phases run as, where the test may choose.</summary>
    public string User { get; set; } = "1000";

    /// <summary>The store with the images of the scene.</summary>
    public LayoutImageStore Images => new(this["layout"]);

    /// <summary>Makes a scene for a lifecycle.</summary>
    public static async Task<PhaseScene> CreateAsync(string program)
    {
        var scene = new PhaseScene(program);
        foreach (var folder in (string[])["layers", "cache", "platform", "tmp", "no-sbom", "layout"])
        {
            Directory.CreateDirectory(scene[folder]);
        }

        scene.Put("workspace/main", "hello");
        scene.Put("launcher", "#!launcher");
        scene.Put("order.toml", "[[order]]\n[[order.group]]\nid = \"acme/app\"\nversion = \"1\"\n");
        scene.Put("buildpacks/acme_app/1/buildpack.toml", "api = \"0.12\"\n[buildpack]\nid = \"acme/app\"\nversion = \"1\"\n");
        scene.Script("detect", "exit 0");
        scene.Script("build", Build);
        await scene.Images.SaveAsync(RunImage(), ImageReference.Parse("a.test/run"), [], TestContext.Current.CancellationToken);
        await scene.OpenAsync();
        return scene;
    }

    public void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Writes the buildpack's bin/detect or bin/build.</summary>
    public void Script(string name, string text)
    {
        Put($"buildpacks/acme_app/1/bin/{name}", $"#!/bin/bash\nset -e\n{text}\n");
        File.SetUnixFileMode(this[$"buildpacks/acme_app/1/bin/{name}"], (UnixFileMode)0x1ED);
    }

    /// <summary>The script of a build that succeeds.</summary>
    public void BuildWell() => Script("build", Build);

    /// <summary>Everybody may do everything: whoever the phases run as.</summary>
    public Task OpenAsync() => Command.RunAsync("chmod", "-R", "a+rwX", _root.Path);

    /// <summary>Starts a phase.</summary>
    public PhaseProcess Start(string phase, params string[] arguments)
    {
        // A test that runs in the background inherits ignored signals; the phase is to have the usual ones.
        string[] user = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups"] : [];
        string[] line = ["--default-signal=INT,TERM", .. user, _program, phase, .. Standard(phase), .. arguments];
        var start = new ProcessStartInfo("env", line) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables())
        {
            start.Environment[name] = value;
        }

        return new PhaseProcess(start);
    }

    /// <summary>Runs a phase that must succeed.</summary>
    public async Task RunAsync(string phase, params string[] arguments)
    {
        using var process = Start(phase, arguments);
        Assert.True(await process.EndAsync() == 0, string.Join('\n', process.Lines));
    }

    /// <summary>Runs a phase that must fail, and gives what it wrote.</summary>
    public async Task<IReadOnlyList<string>> FailAsync(int code, string phase, params string[] arguments)
    {
        using var process = Start(phase, arguments);
        var ended = await process.EndAsync();
        Assert.True(ended == code, $"exit code {ended}: {string.Join('\n', process.Lines)}");
        return process.Lines;
    }

    /// <summary>All but the images and the cache, as before the first phase.</summary>
    public async Task CleanAsync()
    {
        Directory.Delete(this["layers"], recursive: true);
        Directory.CreateDirectory(this["layers"]);
        await OpenAsync();
    }

    public Task<Image?> FindAppAsync() => Images.FindAsync(ImageReference.Parse(App), null, TestContext.Current.CancellationToken);

    public void Dispose() => _root.Dispose();

    private IEnumerable<string> Standard(string phase) => phase switch
    {
        "analyze" => ["-run-image", "a.test/run"],
        "create" => ["-run-image", "a.test/run", "-order", this["order.toml"], "-launcher-sbom", this["no-sbom"], "-launcher", this["launcher"]],
        "detect" => ["-order", this["order.toml"]],
        "export" => ["-launcher-sbom", this["no-sbom"], "-launcher", this["launcher"]],
        _ => [],
    };

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["CNB_PLATFORM_API"] = "0.14",
        ["CNB_LAYERS_DIR"] = this["layers"],
        ["CNB_APP_DIR"] = this["workspace"],
        ["CNB_PLATFORM_DIR"] = this["platform"],
        ["CNB_BUILDPACKS_DIR"] = this["buildpacks"],
        ["CNB_USER_ID"] = "-1",
        ["CNB_GROUP_ID"] = "-1",
        ["CNB_EXPERIMENTAL_MODE"] = "quiet",
        ["CNB_USE_LAYOUT"] = "true",
        ["CNB_LAYOUT_DIR"] = this["layout"],
        ["CNB_NO_COLOR"] = "true",
        ["TMPDIR"] = this["tmp"],
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    private static NewImage RunImage()
    {
        var bytes = Encoding.UTF8.GetBytes("run");
        var digest = Digest.Sha256(bytes);
        var layer = new ImageLayer(digest)
        {
            Descriptor = new Descriptor(MediaTypes.OciLayer, digest, bytes.Length),
            Blob = new MemoryBlob(bytes),
        };
        return new NewImage { Layers = [layer], Config = new ImageConfig { Os = "linux", Architecture = "amd64" } };
    }
}
