using System.Globalization;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>A buildpack of two shell scripts and its application, for what does not depend on a language.</summary>
internal sealed class TinyBuildpack
{
    private readonly string _root;

    public TinyBuildpack(string root, string detect = "exit 0", string build = "")
    {
        _root = root;
        Directory.CreateDirectory($"{Folder}/bin");
        Directory.CreateDirectory(Application);
        File.WriteAllText($"{Application}/hello.txt", "hello\n");
        File.WriteAllText($"{Folder}/buildpack.toml", "api = \"0.11\"\n[buildpack]\nid = \"test/tiny\"\nversion = \"1.0.0\"\n[[targets]]\nos = \"linux\"\n");
        Write("detect", detect);
        Write("build", $$"""
            mkdir -p "$CNB_LAYERS_DIR/kept" && echo kept > "$CNB_LAYERS_DIR/kept/file"
            printf '[types]\nlaunch = true\ncache = true\n' > "$CNB_LAYERS_DIR/kept.toml"
            printf '[[processes]]\ntype = "web"\ncommand = ["cat", "hello.txt"]\ndefault = true\n' > "$CNB_LAYERS_DIR/launch.toml"
            {{build}}
            """);
    }

    public string Folder => $"{_root}/tiny";

    public string Application => $"{_root}/app";

    /// <summary>The flags that name both.</summary>
    public string[] Flags => ["--path", Application, "--buildpack", Folder];

    /// <summary>A layer with content that cannot be compressed, for builds that take their time.</summary>
    public static string LargeLayer(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $$"""
        mkdir -p "$CNB_LAYERS_DIR/large" && head -c {{mebibytes}}M /dev/urandom > "$CNB_LAYERS_DIR/large/file"
        printf '[types]\nlaunch = true\ncache = true\n' > "$CNB_LAYERS_DIR/large.toml"
        """);

    private void Write(string name, string body)
    {
        var path = $"{Folder}/bin/{name}";
        File.WriteAllText(path, $"#!/bin/bash\nset -eu\n{body}\n");
        File.SetUnixFileMode(path, Modes.Everyone);
    }
}
