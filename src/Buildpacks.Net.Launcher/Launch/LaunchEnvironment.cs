using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Makes the application's environment from the container's and what the layers bring.</summary>
internal static class LaunchEnvironment
{
    private static readonly string[] OwnVariables =
        ["CNB_LAYERS_DIR", "CNB_APP_DIR", "CNB_PROCESS_TYPE", "CNB_PLATFORM_API", "CNB_DEPRECATION_MODE"];

    public static EnvironmentVariables Inherit(IReadOnlyList<string> entries)
    {
        var variables = new EnvironmentVariables();
        foreach (var entry in entries)
        {
            var end = entry.IndexOf('=', StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            var name = entry[..end];
            if (!variables.Has(name) && !OwnVariables.Contains(name))
            {
                variables[name] = entry[(end + 1)..];
            }
        }

        if (variables.Has("PATH"))
        {
            variables["PATH"] = string.Join(':', variables["PATH"].Split(':').Where(part => part is not ("/cnb/process" or "/cnb/lifecycle")));
        }

        return variables;
    }

    public static void AddLayers(EnvironmentVariables variables, IReadOnlyList<IReadOnlyList<LaunchLayer>> layers, string processType)
    {
        foreach (var buildpack in layers)
        {
            foreach (var layer in buildpack)
            {
                AddRootFolder(variables, layer, LayerParts.Bin, "bin", "PATH");
                AddRootFolder(variables, layer, LayerParts.Lib, "lib", "LD_LIBRARY_PATH");
            }

            foreach (var layer in buildpack)
            {
                if (layer.Has(LayerParts.Env))
                {
                    Apply(variables, UnixPath.Join(layer.Path, "env"));
                }

                if (layer.Has(LayerParts.EnvLaunch))
                {
                    Apply(variables, UnixPath.Join(layer.Path, "env.launch"));
                    if (processType.Length > 0)
                    {
                        Apply(variables, UnixPath.Join(layer.Path, "env.launch/" + processType));
                    }
                }
            }
        }
    }

    private static void AddRootFolder(EnvironmentVariables variables, LaunchLayer layer, LayerParts part, string folder, string variable)
    {
        if (layer.Has(part))
        {
            var path = UnixPath.Below(LaunchFiles.CurrentFolder, layer.Path) + "/" + folder;
            var old = variables[variable];
            variables[variable] = old.Length == 0 ? path : path + ":" + old;
        }
    }

    private static void Apply(EnvironmentVariables variables, string folder)
    {
        var files = new List<KeyValuePair<string, string>>();
        foreach (var entry in LaunchFiles.List(folder) ?? [])
        {
            var path = UnixPath.Join(folder, entry.Name);
            if (!entry.IsFolder && !(entry.IsLink && LaunchFiles.IsFolder(path)))
            {
                files.Add(new(entry.Name, PosixText.Decode(LaunchFiles.Read(path))));
            }
        }

        foreach (var (file, value) in files)
        {
            var dot = file.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? file : file[..dot];
            var old = variables[name];
            switch (dot < 0 ? "override" : file[(dot + 1)..])
            {
                case "override": variables[name] = value; break;
                case "default": if (old.Length == 0) { variables[name] = value; } break;
                case "append": variables[name] = old.Length == 0 ? value : old + Delimiter(files, name, "") + value; break;
                case "prepend": variables[name] = old.Length == 0 ? value : value + Delimiter(files, name, "") + old; break;
                case "": variables[name] = old.Length == 0 ? value : value + Delimiter(files, name, ":") + old; break;
                default: break;
            }
        }
    }

    private static string Delimiter(List<KeyValuePair<string, string>> files, string name, string otherwise)
    {
        foreach (var (file, value) in files)
        {
            if (file == name + ".delim")
            {
                return value;
            }
        }

        return otherwise;
    }
}
