namespace Buildpacks.Net.Spec.Env;

/// <summary>The environment of a process in the app image (Platform API, launch; Buildpack API, Environment).</summary>
public static class LaunchEnvironment
{
    private const string ExecutablePath = "PATH";
    private const string ProcessFolder = "/cnb/process";
    private const string LifecycleFolder = "/cnb/lifecycle";

    /// <summary>
    /// What the process gets of the launcher's own environment: all but the launcher's variables and its folders in
    /// PATH.
    /// </summary>
    public static EnvironmentVariables FromInherited(EnvironmentVariables inherited)
    {
        var kept = inherited.Where(name => !IsOfLauncher(name));
        return kept.TryGet(ExecutablePath, out var path) ? kept.With(ExecutablePath, WithoutLauncher(path)) : kept;
    }

    /// <summary>Adds the layers of one buildpack: first the root folders of all, then the files of each.</summary>
    /// <param name="variables">The environment so far.</param>
    /// <param name="layers">The layers, sorted by the bytes of their names.</param>
    public static EnvironmentVariables AddBuildpack(EnvironmentVariables variables, IReadOnlyList<LayerEnvironment> layers) =>
        variables.Change(values =>
        {
            foreach (var layer in layers)
            {
                AddRootFolders(values, layer);
            }

            foreach (var layer in layers)
            {
                foreach (var folder in layer.Folders)
                {
                    EnvironmentFileRules.Apply(values, folder);
                }
            }
        });

    private static void AddRootFolders(OrderedDictionary<string, string> values, LayerEnvironment layer)
    {
        foreach (var folder in layer.RootFolders)
        {
            if (VariableOf(folder) is { } name)
            {
                values[name] = EnvironmentFileRules.PrependPath(values.GetValueOrDefault(name, ""), layer.Path + "/" + folder);
            }
        }
    }

    private static string? VariableOf(string folder) => folder switch
    {
        "bin" => ExecutablePath,
        "lib" => "LD_LIBRARY_PATH",
        _ => null,
    };

    private static bool IsOfLauncher(string name) => name is
        "CNB_LAYERS_DIR" or "CNB_APP_DIR" or "CNB_PROCESS_TYPE" or "CNB_PLATFORM_API" or "CNB_DEPRECATION_MODE";

    private static string WithoutLauncher(string path) =>
        string.Join(
            EnvironmentFileRules.PathSeparator,
            Array.FindAll(path.Split(EnvironmentFileRules.PathSeparator), part => part is not (ProcessFolder or LifecycleFolder)));
}
