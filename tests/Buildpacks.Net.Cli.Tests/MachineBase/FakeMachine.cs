using System.Text;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>A machine with a loader, a C library and a shell made by hand, and an application's folder beside it.</summary>
internal sealed class FakeMachine : IDisposable
{
    public const string Libraries = "/usr/lib/x86_64-linux-gnu";
    private readonly TemporaryFolder _folder = new();

    public FakeMachine()
    {
        foreach (var name in (string[])["bin", "sbin", "lib", "lib64"])
        {
            Add($"/usr/{name}");
            Link($"/{name}", $"usr/{name}");
        }

        Directory.CreateDirectory(App);
        Add($"{Libraries}/ld-linux-x86-64.so.2", new ElfBuilder(), executable: true);
        Link("/usr/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
        Add($"{Libraries}/libc.so.6", new ElfBuilder());
        Add("/usr/bin/dash", Program("libc.so.6"), executable: true);
        Link("/usr/bin/sh", "dash");
    }

    public string Root => _folder["root"];

    public string App => _folder["app"];

    public static ElfBuilder Program(params string[] needed) =>
        new() { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = needed };

    public static ElfBuilder Library(params string[] needed) => new() { Needed = needed };

    /// <summary>Adds a folder.</summary>
    public void Add(string path)
    {
        // Whatever the umask of whoever runs the tests, everyone may read this machine.
        var at = Root;
        foreach (var name in path.Split('/'))
        {
            at = Path.Combine(at, name);
            if (!Directory.Exists(at))
            {
                Directory.CreateDirectory(at);
                File.SetUnixFileMode(at, (UnixFileMode)0x1ED);
            }
        }
    }

    public void Add(string path, string text, bool executable = false) =>
        Add(path, Encoding.UTF8.GetBytes(text), executable);

    public void Add(string path, ElfBuilder elf, bool executable = false) => Add(path, elf.Build(), executable);

    public void Add(string path, byte[] content, bool executable = false)
    {
        Add(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(Root + path, content);
        File.SetUnixFileMode(Root + path, (UnixFileMode)(executable ? 0x1ED : 0x1A4));
    }

    public void Link(string path, string target)
    {
        Add(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(Root + path, target);
    }

    /// <summary>Adds a file of the application.</summary>
    public void AddToApp(string path, ElfBuilder elf) => AddToApp(path, elf.Build());

    public void AddToApp(string path, string text) => AddToApp(path, Encoding.UTF8.GetBytes(text));

    public void AddToApp(string path, byte[] content)
    {
        var file = Path.Combine(App, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        File.SetUnixFileMode(file, (UnixFileMode)0x1ED);
    }

    public Task<UnpackedImage> BuildAsync(params string[] programs) => UnpackedImage.CreateAsync(Root, [App], programs);

    public void Dispose() => _folder.Dispose();
}
