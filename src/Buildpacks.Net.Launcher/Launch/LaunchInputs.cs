namespace Buildpacks.Net.Launcher.Launch;

/// <summary>What the launcher is started with (Platform specification, "launcher", inputs).</summary>
/// <param name="CallName">The name the launcher was called by, with its folder: its last part chooses the process.</param>
/// <param name="Arguments">What the user gave: a command, or arguments for the process.</param>
/// <param name="Environment">The inherited environment, "NAME=value".</param>
internal sealed record LaunchInputs(string CallName, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment)
{
    /// <summary>The variable that names the Platform API.</summary>
    public const string PlatformApiVariable = "CNB_PLATFORM_API";

    /// <summary>The variable that chose the process until Platform API 0.4.</summary>
    public const string ProcessTypeVariable = "CNB_PROCESS_TYPE";

    /// <summary>The variable that names the execution environment.</summary>
    public const string ExecEnvVariable = "CNB_EXEC_ENV";

    /// <summary>The version of the Platform API, as given.</summary>
    public string PlatformApi => Variable(PlatformApiVariable) ?? "";

    /// <summary>The process type that somebody hopes to choose by variable; null when nobody does.</summary>
    public string? ProcessTypeByVariable => Variable(ProcessTypeVariable);

    /// <summary>The execution environment, such as <c>production</c> or <c>test</c>.</summary>
    public string ExecEnv => Variable(ExecEnvVariable) ?? "production";

    /// <summary>The folder with the layers of each buildpack.</summary>
    public string LayersFolder => Variable("CNB_LAYERS_DIR") ?? "/layers";

    /// <summary>The application's folder.</summary>
    public string AppFolder => Variable("CNB_APP_DIR") ?? "/workspace";

    /// <summary>The last part of the name the launcher was called by; empty when that ends with a slash.</summary>
    public string ProcessName => CallName[(CallName.LastIndexOf('/') + 1)..];

    // An empty variable counts as none; of two with one name the first wins, as for the C library.
    private string? Variable(string name)
    {
        foreach (var entry in Environment)
        {
            if (entry.Length > name.Length && entry[name.Length] == '=' && entry.StartsWith(name, StringComparison.Ordinal))
            {
                return entry.Length == name.Length + 1 ? null : entry[(name.Length + 1)..];
            }
        }

        return null;
    }
}
