using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What the launcher is started with (Platform specification, "launcher", inputs).</summary>
internal readonly struct LaunchInputs(Bytes callName, Sequence<Bytes> arguments, Sequence<Bytes> environment)
{
    /// <summary>The name the launcher was called by, with its folder: its last part chooses the process.</summary>
    public Bytes CallName => callName;

    /// <summary>What the user gave: a command, or arguments for the process.</summary>
    public Sequence<Bytes> Arguments => arguments;

    /// <summary>The inherited environment, "NAME=value".</summary>
    public Sequence<Bytes> Environment => environment;

    /// <summary>The files of the image.</summary>
    public ImageFiles Files { get; init; }

    /// <summary>The version of the Platform API, as given.</summary>
    public Bytes PlatformApi => Variable("CNB_PLATFORM_API"u8);

    /// <summary>The process type that somebody hopes to choose by variable; empty when nobody does.</summary>
    public Bytes ProcessTypeByVariable => Variable("CNB_PROCESS_TYPE"u8);

    /// <summary>The execution environment, such as <c>production</c> or <c>test</c>.</summary>
    public Bytes ExecEnv => Variable("CNB_EXEC_ENV"u8, "production"u8);

    /// <summary>The folder with the layers of each buildpack.</summary>
    public Bytes LayersFolder => Variable("CNB_LAYERS_DIR"u8, "/layers"u8);

    /// <summary>The application's folder.</summary>
    public Bytes AppFolder => Variable("CNB_APP_DIR"u8, "/workspace"u8);

    /// <summary>Whether the launcher is to stay as the init process: true, false, or as the process says.</summary>
    public bool? Init => Variable("CNB_LAUNCHER_INIT"u8) is var init && init.IsEmpty ? null : init.Is("true"u8) || init.Is("1"u8);

    /// <summary>The last part of the name the launcher was called by; empty when that ends with a slash.</summary>
    public Bytes ProcessName => Paths.LastPart(callName);

    // An empty variable counts as none; of two with one name the first wins, as for the C library.
    private Bytes Variable(Bytes name, Bytes otherwise = default)
    {
        for (var i = 0; i < environment.Count; i++)
        {
            var entry = environment[i];
            if (entry.Length > name.Length && entry[name.Length] == '=' && entry.StartsWith(name))
            {
                return entry.Length == name.Length + 1 ? otherwise : entry.From(name.Length + 1);
            }
        }

        return otherwise;
    }
}
