using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;

namespace Buildpacks.Net.Conformance.Scenes;

/// <summary>The folders of one run of a case: everything below a folder of its own, owned by the user that phases run as.</summary>
internal sealed partial class Scene
{
    private static readonly string[] Folders =
        ["app", "layers", "platform/env", "buildpacks", "extensions", "cache", "cache2", "home", "sbom", "layout", "build-config", "process", "tmp"];

    /// <summary>The user that phases run as: 1000 when the suite is started by root, else the one who started it.</summary>
    public static readonly uint User = Environment.IsPrivilegedProcess ? 1000 : GetUserId();

    public Scene(string root, string platformApi, string binaries, string registry)
    {
        Root = root;
        PlatformApi = platformApi;
        foreach (string folder in Folders)
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
            Placeholders[Path.GetFileName(folder)] = Path.Combine(root, folder);
        }

        // Any file can be exported as the launcher; a small one is quickly packed.
        WriteScript(PathOf("tmp/launcher"), "exit 0");
        Placeholders["platform"] = Path.Combine(root, "platform");
        Placeholders["root"] = root;
        Placeholders["bin"] = binaries;
        Placeholders["launcher"] = Path.Combine(binaries, "launcher");
        Placeholders["registry"] = registry;
        Placeholders["api"] = platformApi;
        Placeholders["arch"] = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        Placeholders["uid"] = User.ToString(CultureInfo.InvariantCulture);
    }

    public string Root { get; }

    public string PlatformApi { get; }

    public Placeholders Placeholders { get; } = new();

    /// <summary>Whether the version of the Platform API of this run is at least 0.<paramref name="minor"/>.</summary>
    public bool Has(int minor) => ApiRange.Parse(PlatformApi).First >= minor;

    public string PathOf(string name) => Path.Combine(Root, Placeholders.Expand(name));

    /// <summary>Writes the fields <c>file</c> and <c>exec</c> of a case or step.</summary>
    public void WriteFiles(JsonObject given)
    {
        foreach ((string name, JsonNode? value) in given["file"]?.AsObject() ?? [])
        {
            WriteFile(PathOf(name), value!);
        }

        foreach ((string name, JsonNode? value) in given["exec"]?.AsObject() ?? [])
        {
            WriteScript(PathOf(name), value!.GetValue<string>());
        }
    }

    public void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Placeholders.Expand(text));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    public void WriteScript(string path, string body)
    {
        WriteText(path, "#!/bin/bash\n" + body + "\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Gives everything to the user that phases run as.</summary>
    public void HandOver()
    {
        if (Environment.IsPrivilegedProcess)
        {
            HandOver(new DirectoryInfo(Root));
        }
    }

    // Links are handed over, not what they lead to.
    private static void HandOver(DirectoryInfo folder)
    {
        _ = ChangeOwner(folder.FullName, User, User);
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                HandOver(below);
            }
            else
            {
                _ = ChangeOwner(entry.FullName, User, User);
            }
        }
    }

    private void WriteFile(string path, JsonNode value)
    {
        if (value is not JsonObject table)
        {
            WriteText(path, value.GetValue<string>());
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (table["link"]?.GetValue<string>() is { } target)
        {
            File.CreateSymbolicLink(path, Placeholders.Expand(target));
            return;
        }

        if (table["folder"] is not null)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            WriteText(path, table["text"]?.GetValue<string>() ?? "");
        }

        if (table["mode"]?.GetValue<string>() is { } mode)
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "getuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetUserId();
}
