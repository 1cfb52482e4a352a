namespace Buildpacks.Net.Spec.Env;

/// <summary>
/// The environment of <c>bin/detect</c>, <c>bin/build</c> and <c>bin/generate</c> (Buildpack API, Environment).
/// </summary>
public static class BuildEnvironment
{
    private const string ExecutablePath = "PATH";

    /// <summary>
    /// What is left of the lifecycle's own environment: a few variables about the machine, proxies and search paths.
    /// </summary>
    public static EnvironmentVariables FromInherited(EnvironmentVariables inherited) => inherited.Where(IsPassedOn);

    /// <summary>
    /// Adds a layer that is there for later buildpacks: its root folders go in front of the search paths, then its
    /// files apply.
    /// </summary>
    public static EnvironmentVariables AddLayer(EnvironmentVariables variables, LayerEnvironment layer) => variables.Change(values =>
    {
        foreach (var folder in layer.RootFolders)
        {
            foreach (var name in VariablesOf(folder))
            {
                values[name] = EnvironmentFileRules.PrependPath(values.GetValueOrDefault(name, ""), layer.Path + "/" + folder);
            }
        }

        foreach (var folder in layer.Folders)
        {
            EnvironmentFileRules.Apply(values, folder);
        }
    });

    /// <summary>
    /// The environment for one run of a buildpack: the variables of the user, whose files are named as the variable, search
    /// paths going in front and all others replacing; then those of the operator, where a file without a suffix is a default.
    /// </summary>
    /// <param name="variables">The environment so far.</param>
    /// <param name="platform"><c>&lt;platform&gt;/env</c>; empty for a buildpack with <c>clear-env</c>.</param>
    /// <param name="buildConfig"><c>&lt;build-config&gt;/env</c>.</param>
    public static EnvironmentVariables ForRun(
        EnvironmentVariables variables, EnvironmentFolder platform, EnvironmentFolder buildConfig) => variables.Change(values =>
    {
        foreach (var file in platform.Files)
        {
            values[file.Name] = IsSearchPath(file.Name)
                ? EnvironmentFileRules.PrependPath(values.GetValueOrDefault(file.Name, ""), file.Value)
                : file.Value;
        }

        EnvironmentFileRules.Apply(values, buildConfig, plainFilesAreDefaults: true);
    });

    private static bool IsPassedOn(string name) => IsSearchPath(name) || name is
        "CNB_STACK_ID" or "HOSTNAME" or "HOME"
        or "HTTPS_PROXY" or "https_proxy" or "HTTP_PROXY" or "http_proxy" or "NO_PROXY" or "no_proxy";

    private static bool IsSearchPath(string name) => name is
        ExecutablePath or "LD_LIBRARY_PATH" or "LIBRARY_PATH" or "CPATH" or "PKG_CONFIG_PATH";

    private static string[] VariablesOf(string folder) => folder switch
    {
        "bin" => [ExecutablePath],
        "lib" => ["LD_LIBRARY_PATH", "LIBRARY_PATH"],
        "include" => ["CPATH"],
        "pkgconfig" => ["PKG_CONFIG_PATH"],
        _ => [],
    };
}
