using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests;

/// <summary>A folder to call <c>cnb</c> in: its own home, caches and folder for temporary files, an application and a buildpack.</summary>
internal sealed class CnbWorkspace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CnbWorkspace()
    {
        foreach (var name in (string[])["home", "temporary", "caches", "app"])
        {
            Directory.CreateDirectory(this[name]);
        }

        Write("launcher", "a launcher");
        Write("app/hello.txt", "hello\n");
        WriteBuildpack("tool", "exit 0", """
            mkdir -p "$CNB_LAYERS_DIR/data"
            echo "$GREETING" >"$CNB_LAYERS_DIR/data/word"
            printf '[types]\nlaunch = true\n' >"$CNB_LAYERS_DIR/data.toml"
            printf '[[processes]]\ntype = "web"\ncommand = ["cat", "hello.txt"]\ndefault = true\n' >"$CNB_LAYERS_DIR/launch.toml"
            """);
        Environment = EnvironmentVariables.FromEntries(
        [
            $"PATH={System.Environment.GetEnvironmentVariable("PATH")}", $"HOME={this["home"]}", $"TMPDIR={this["temporary"]}",
            $"CNB_CACHE_DIR={this["caches"]}", $"CNB_LAUNCHER={this["launcher"]}",
        ]);
    }

    public string Path => _folder.Path;

    public EnvironmentVariables Environment { get; set; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public CliHost Host => new(Environment, Path, TextWriter.Null, TextWriter.Null);

    /// <summary>What is left in the folder for temporary files.</summary>
    public string[] Leftovers => Directory.GetFileSystemEntries(this["temporary"]);

    public string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Writes a buildpack of shell scripts into a folder of its name.</summary>
    public void WriteBuildpack(string name, string detect, string build, string folder = "")
    {
        folder = folder.Length == 0 ? name : folder;
        Write($"{folder}/buildpack.toml", $"api = \"0.12\"\n[buildpack]\nid = \"acme/{name}\"\nversion = \"1.2.3\"\n[[targets]]\nos = \"linux\"\n");
        foreach (var (program, text) in (ReadOnlySpan<(string, string)>)[("detect", detect), ("build", build)])
        {
            Write($"{folder}/bin/{program}", $"#!/bin/sh\nset -e\n{text}\n");
            File.SetUnixFileMode(this[$"{folder}/bin/{program}"], (UnixFileMode)0x1ED);
        }
    }

    /// <summary>Writes a buildpack into the folder "all" that consists of "tool" and another one, "second".</summary>
    public void WriteComposite(string version)
    {
        WriteBuildpack("second", "exit 0", "echo second >second.txt");
        Write("all/buildpack.toml", $"""
            api = "0.12"
            [buildpack]
            id = "acme/all"
            version = "{version}"
            [[order]]
            [[order.group]]
            id = "acme/tool"
            version = "1.2.3"
            [[order.group]]
            id = "acme/second"
            version = "1.2.3"
            """);
    }

    /// <summary>Calls <c>cnb</c>.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = Host with { Output = output, Error = error };
        try
        {
            return await new CnbProgram(host).RunAsync(arguments, TestContext.Current.CancellationToken);
        }
        finally
        {
            (Output, Error) = (output.ToString(), error.ToString());
        }
    }

    /// <summary>Builds the application with the buildpack, and expects that to work.</summary>
    public async Task BuildAsync(params string[] arguments)
    {
        var code = await RunAsync(["build", "app", "--path", "app", "--buildpack", "tool", .. arguments]);
        Assert.True(code == 0, $"cnb ended with {code}:\n{Output}\n{Error}");
    }

    public async Task<Image> ImageAsync(string layout = "out/app", string? tag = "latest") =>
        (await new OciLayout(this[layout]).FindAsync(ImageReference.Parse("a.test/app"), tag, cancellationToken: TestContext.Current.CancellationToken))!;

    /// <summary>The files of an image above its base, with their text.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FilesAsync(Image image)
    {
        var token = TestContext.Current.CancellationToken;
        var files = new Dictionary<string, string>();
        foreach (var layer in image.Layers.Skip(2))
        {
            using var tar = new TarReader(await layer.OpenTarAsync(token));
            while (await tar.ReadAsync(token) is { } header)
            {
                var text = new System.Text.StringBuilder();
                while (await tar.ReadContentAsync(token) is { IsEmpty: false } piece)
                {
                    text.Append(System.Text.Encoding.UTF8.GetString(piece.Span));
                }

                files[header.Name] = text.ToString();
            }
        }

        return files;
    }
}
