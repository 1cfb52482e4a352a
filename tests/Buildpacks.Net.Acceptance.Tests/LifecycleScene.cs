namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>The folders that a platform prepares for the lifecycle.</summary>
/// <param name="Root">The folder with all of them.</param>
internal sealed record LifecycleScene(string Root)
{
    public string App => $"{Root}/workspace";

    public string Buildpacks => $"{Root}/buildpacks";

    public string Order => $"{Root}/order.toml";

    public string Cache => $"{Root}/cache";

    public string Layers => $"{Root}/layers";

    /// <summary>The lifecycle's programs, where every user finds them.</summary>
    public string Binaries => $"{Root}/lifecycle";

    /// <summary>Makes them for the .NET buildpack and an application.</summary>
    public static LifecycleScene Create(string root, string buildpack, string application)
    {
        var scene = new LifecycleScene(root);
        Directory.CreateDirectory($"{scene.Buildpacks}/buildpacks-net_dotnet");
        Directory.CreateDirectory(scene.Cache);
        Directory.CreateDirectory(scene.Layers);
        CopyBinaries(scene.Binaries);
        CopyFolder(buildpack, $"{scene.Buildpacks}/buildpacks-net_dotnet/0.1.0");
        CopyFolder(application, scene.App);
        File.WriteAllText(scene.Order, "[[order]]\n[[order.group]]\nid = \"buildpacks-net/dotnet\"\nversion = \"0.1.0\"\n");
        return scene;
    }

    private static void CopyBinaries(string to)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(Workshop.Binaries, "lifecycle"), $"{to}/lifecycle");
        File.Copy(Path.Combine(Workshop.Binaries, "launcher"), $"{to}/launcher");
        foreach (var phase in (string[])["analyzer", "detector", "restorer", "builder", "exporter", "creator"])
        {
            File.CreateSymbolicLink($"{to}/{phase}", "lifecycle");
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from).Where(path => Path.GetFileName(path) is not ("bin" or "obj") || File.Exists($"{path}/build")))
        {
            CopyFolder(folder, $"{to}/{Path.GetFileName(folder)}");
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, $"{to}/{Path.GetFileName(file)}");
        }
    }
}
