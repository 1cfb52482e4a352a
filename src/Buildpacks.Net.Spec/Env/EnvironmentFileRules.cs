namespace Buildpacks.Net.Spec.Env;

/// <summary>
/// What a file in an environment folder does to its variable (Buildpack API, Environment Variable Modification Rules).
/// </summary>
internal static class EnvironmentFileRules
{
    public const char PathSeparator = ':';

    /// <summary>
    /// Applies the files in order. A file without a suffix overrides, or sets the default where that is asked for.
    /// </summary>
    public static void Apply(OrderedDictionary<string, string> values, EnvironmentFolder folder, bool plainFilesAreDefaults = false)
    {
        foreach (var file in folder.Files)
        {
            var dot = file.Name.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? file.Name : file.Name[..dot];
            var action = dot < 0 ? (plainFilesAreDefaults ? "default" : "override") : file.Name[(dot + 1)..];
            var old = values.GetValueOrDefault(name, "");
            if (Combine(action, old, file.Value, folder.Find(name + ".delim")) is { } combined)
            {
                values[name] = combined;
            }
        }
    }

    /// <summary>Puts an entry in front of a list such as PATH.</summary>
    public static string PrependPath(string old, string entry) => Join(entry, PathSeparator.ToString(), old);

    /// <summary>The new value of a variable; null when it stays as it is.</summary>
    private static string? Combine(string action, string old, string value, string? delimiter) => action switch
    {
        "override" => value,
        "default" => old.Length == 0 ? value : null,
        "append" => Join(old, delimiter ?? "", value, isOldFirst: true),
        "prepend" => Join(value, delimiter ?? "", old),

        // "NAME." is the form of the first APIs: in front, as if it were a search path.
        "" => Join(value, delimiter ?? PathSeparator.ToString(), old),
        _ => null,
    };

    private static string Join(string first, string delimiter, string second, bool isOldFirst = false) =>
        (isOldFirst ? first : second).Length == 0 ? first + second : first + delimiter + second;
}
