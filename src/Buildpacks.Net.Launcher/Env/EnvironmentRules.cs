using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>
/// What the files of an environment folder do to variables (Buildpack specification, Environment Variable Modification Rules).
/// </summary>
internal static class EnvironmentRules
{
    private const byte PathSeparator = (byte)':';

    /// <summary>Applies the files of a folder in their order.</summary>
    public static void Apply(ref Variables variables, Sequence<EnvironmentFile> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var dot = file.Name.IndexOf((byte)'.');
            var name = dot < 0 ? file.Name : file.Name.First(dot);
            Apply(ref variables, files, file, name, dot < 0 ? "override"u8 : file.Name.From(dot + 1));
        }
    }

    /// <summary>Puts a folder of a layer in front of a search path.</summary>
    public static void PrependFolder(ref Variables variables, Bytes name, Bytes folder) =>
        variables.Set(name, Prepended(variables.Value(name), folder, ":"u8), new Origin(OriginKind.Folder, folder));

    /// <summary>The entries of a search path that are wanted; the others are the launcher's own folders.</summary>
    public static Bytes WithoutLauncher(Bytes path)
    {
        BytesBuilder kept = default;
        var isFirst = true;
        foreach (var entry in new Split(path, PathSeparator))
        {
            if (!entry.Is("/cnb/process"u8) && !entry.Is("/cnb/lifecycle"u8))
            {
                kept = isFirst ? kept.Add(entry) : kept.Add(PathSeparator).Add(entry);
                isFirst = false;
            }
        }

        return kept.Built;
    }

    private static void Apply(ref Variables variables, Sequence<EnvironmentFile> files, EnvironmentFile file, Bytes name, Bytes action)
    {
        var old = variables.Value(name);
        if (action.Is("override"u8))
        {
            variables.Set(name, file.Value, new Origin(OriginKind.Override, file.Path));
        }
        else if (action.Is("default"u8))
        {
            if (old.IsEmpty)
            {
                variables.Set(name, file.Value, new Origin(OriginKind.Default, file.Path));
            }
        }
        else if (action.Is("append"u8))
        {
            variables.Set(name, Appended(old, file.Value, Delimiter(files, name, ""u8)), new Origin(OriginKind.Append, file.Path));
        }
        else if (action.Is("prepend"u8))
        {
            variables.Set(name, Prepended(old, file.Value, Delimiter(files, name, ""u8)), new Origin(OriginKind.Prepend, file.Path));
        }
        else if (action.IsEmpty)
        {
            // "NAME." is the form of the first APIs: in front, as if it were a search path.
            variables.Set(name, Prepended(old, file.Value, Delimiter(files, name, ":"u8)), new Origin(OriginKind.Prepend, file.Path));
        }
    }

    private static Bytes Delimiter(Sequence<EnvironmentFile> files, Bytes name, Bytes otherwise)
    {
        var wanted = default(BytesBuilder).Add(name).Add(".delim"u8).Built;
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Name.Is(wanted))
            {
                return files[i].Value;
            }
        }

        return otherwise;
    }

    private static Bytes Appended(Bytes old, Bytes value, Bytes delimiter) =>
        old.IsEmpty ? value : default(BytesBuilder).Add(old).Add(delimiter).Add(value).Built;

    private static Bytes Prepended(Bytes old, Bytes value, Bytes delimiter) =>
        old.IsEmpty ? value : default(BytesBuilder).Add(value).Add(delimiter).Add(old).Built;
}
