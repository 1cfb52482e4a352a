using System.Runtime.InteropServices;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Launcher.Tests;

/// <summary>An image's folders in a temporary folder, and the launcher to start in it.</summary>
internal sealed class LaunchScene : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "Buildpacks.Net.Launcher");
    private readonly TemporaryFolder _root = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public LaunchScene(string metadata = "")
    {
        Directory.CreateDirectory(Layers);
        Directory.CreateDirectory(App);
        Put("layers/config/metadata.toml", metadata);
        Set("PATH", "/usr/bin:/bin").Set("CNB_PLATFORM_API", "0.14").Set("CNB_LAYERS_DIR", Layers).Set("CNB_APP_DIR", App);
    }

    public string Layers => _root["layers"];

    public string App => _root["app"];

    public string this[string name] => _root[name];

    /// <summary>The launcher to test; that of the build unless told otherwise.</summary>
    public string Launcher { get; init; } = Built;

    public LaunchScene Set(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Writes a file; missing folders are made.</summary>
    public LaunchScene Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>Writes an executable bash script.</summary>
    public LaunchScene Script(string name, string text)
    {
        Put(name, "#!/bin/bash\n" + text + "\n");
        File.SetUnixFileMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>Starts the launcher under a name.</summary>
    public Task<CommandResult> LaunchAsync(string callName, params string[] arguments) =>
        LaunchByAsync("exec -a \"$0\" \"$LAUNCHER_UNDER_TEST\" \"$@\"", callName, arguments);

    /// <summary>Starts the launcher by a bash script, in which $0 is the name and $@ the arguments.</summary>
    public Task<CommandResult> LaunchByAsync(string script, string callName, params string[] arguments)
    {
        string[] variables =
        [
            .. _variables.Select(variable => $"{variable.Key}={variable.Value}"),
            $"LAUNCHER_UNDER_TEST={Launcher}",
            $"DOTNET_ROOT={Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."))}",
        ];
        // The .NET runtime of the tests ignores SIGPIPE, which programs inherit; a container starts with the defaults.
        return Command.TryAsync("/usr/bin/env", ["--default-signal", "-i", .. variables, "/bin/bash", "-c", script, callName, .. arguments]);
    }

    public void Dispose() => _root.Dispose();
}
