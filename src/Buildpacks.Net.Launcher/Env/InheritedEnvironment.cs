using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>
/// What the process gets of the container's environment: all but the launcher's variables and its folders in PATH (Platform
/// specification, "launcher").
/// </summary>
internal static class InheritedEnvironment
{
    /// <summary>Reads "NAME=value" entries: of equal names the first wins, and entries without <c>=</c> are dropped.</summary>
    public static Variables Read(Sequence<Bytes> entries, bool keepsOrigins)
    {
        var variables = new Variables { KeepsOrigins = keepsOrigins };
        for (var i = 0; i < entries.Count; i++)
        {
            var equals = entries[i].IndexOf((byte)'=');
            if (equals >= 0 && entries[i].First(equals) is var name && !IsOfLauncher(name) && !variables.Has(name))
            {
                Add(ref variables, name, entries[i].From(equals + 1));
            }
        }

        return variables;
    }

    /// <summary>Whether a variable is for the launcher and not for the application.</summary>
    public static bool IsOfLauncher(Bytes name) =>
        name.StartsWith("CNB_"u8)
        && (name.Is("CNB_LAYERS_DIR"u8)
            || name.Is("CNB_APP_DIR"u8)
            || name.Is("CNB_PROCESS_TYPE"u8)
            || name.Is("CNB_PLATFORM_API"u8)
            || name.Is("CNB_DEPRECATION_MODE"u8)
            || name.Is("CNB_LAUNCHER_INIT"u8));

    private static void Add(ref Variables variables, Bytes name, Bytes value)
    {
        var kept = name.Is("PATH"u8) ? EnvironmentRules.WithoutLauncher(value) : value;
        var kind = kept.Length == value.Length ? OriginKind.Inherited : OriginKind.InheritedShortened;
        variables.Set(name, kept, new Origin(kind, default));
    }
}
