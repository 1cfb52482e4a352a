namespace Buildpacks.Net.Launcher.Tests.Env;

/// <summary>A file of a layer: in which of its folders, its name, its content.</summary>
internal sealed record ModelFile(string Folder, string Name, string Content);

/// <summary>A layer: which of bin and lib it has, and its files.</summary>
internal sealed record ModelLayer(string Buildpack, string Name, bool HasBin, bool HasLib, IReadOnlyList<ModelFile> Files);

/// <summary>
/// The rules of the environment once more, as the specification says them, sentence by sentence: slow, on plain lists of
/// pairs, with nothing taken from the launcher.
/// </summary>
internal static class EnvironmentModel
{
    public static IReadOnlyList<string> Launch(
        string layersFolder, IReadOnlyList<string> inherited, IReadOnlyList<string> buildpacks, IReadOnlyList<ModelLayer> layers, string type)
    {
        var variables = new List<(string Name, string Value)>();
        foreach (var entry in inherited.Where(entry => entry.Contains('=', StringComparison.Ordinal)))
        {
            var name = entry[..entry.IndexOf('=', StringComparison.Ordinal)];
            var isForLauncher = name is "CNB_LAYERS_DIR" or "CNB_APP_DIR" or "CNB_PROCESS_TYPE" or "CNB_PLATFORM_API" or "CNB_DEPRECATION_MODE" or "CNB_LAUNCHER_INIT";
            if (!isForLauncher && variables.All(variable => variable.Name != name))
            {
                var value = entry[(name.Length + 1)..];
                variables.Add((name, name != "PATH" ? value : string.Join(':', value.Split(':').Where(folder => folder is not "/cnb/process" and not "/cnb/lifecycle"))));
            }
        }

        foreach (var buildpack in buildpacks)
        {
            ModelLayer[] own = [.. layers.Where(layer => layer.Buildpack == buildpack).OrderBy(layer => layer.Name, StringComparer.Ordinal)];
            foreach (var layer in own)
            {
                AddFolder(variables, layer.HasBin, "PATH", $"{layersFolder}/{buildpack}/{layer.Name}/bin");
                AddFolder(variables, layer.HasLib, "LD_LIBRARY_PATH", $"{layersFolder}/{buildpack}/{layer.Name}/lib");
            }

            foreach (var layer in own)
            {
                foreach (var folder in (string[])["env", "env.launch", .. type.Length > 0 ? (string[])[$"env.launch/{type}"] : []])
                {
                    AddFiles(variables, [.. layer.Files.Where(file => file.Folder == folder).OrderBy(file => file.Name, StringComparer.Ordinal)]);
                }
            }
        }

        return [.. variables.Select(variable => $"{variable.Name}={variable.Value}")];
    }

    private static void AddFolder(List<(string Name, string Value)> variables, bool isThere, string name, string folder)
    {
        if (isThere)
        {
            var old = Value(variables, name);
            Set(variables, name, old.Length == 0 ? folder : $"{folder}:{old}");
        }
    }

    private static void AddFiles(List<(string Name, string Value)> variables, IReadOnlyList<ModelFile> files)
    {
        foreach (var file in files)
        {
            var parts = file.Name.Split('.', 2);
            var name = parts[0];
            var old = Value(variables, name);
            var delimiter = files.FirstOrDefault(other => other.Name == name + ".delim")?.Content;
            string? changed = (parts.Length == 1 ? "override" : parts[1]) switch
            {
                "override" => file.Content,
                "default" when old.Length == 0 => file.Content,
                "append" => old.Length == 0 ? file.Content : old + delimiter + file.Content,
                "prepend" => old.Length == 0 ? file.Content : file.Content + delimiter + old,
                "" => old.Length == 0 ? file.Content : file.Content + (delimiter ?? ":") + old,
                _ => null,
            };
            if (changed is not null)
            {
                Set(variables, name, changed);
            }
        }
    }

    private static string Value(List<(string Name, string Value)> variables, string name) =>
        variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault("");

    private static void Set(List<(string Name, string Value)> variables, string name, string value)
    {
        var index = variables.FindIndex(variable => variable.Name == name);
        if (index < 0)
        {
            variables.Add((name, value));
        }
        else
        {
            variables[index] = (name, value);
        }
    }
}
