using System.Collections;
using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests;

/// <summary>The folders of the buildpacks in this repository, and tests of them.</summary>
internal static class BuildpackFolders
{
    private static readonly string Root = FindRoot();

    public static TestedBuildpack Dotnet => new(new DotnetBuildpack.DotnetBuildpack(), Path.Combine(Root, "dotnet"));

    public static TestedBuildpack Procfile => new(new ProcfileBuildpack.ProcfileBuildpack(), Path.Combine(Root, "procfile"));

    /// <summary>A sample application, such as <c>dotnet/samples/hello-web</c>.</summary>
    public static string Sample(string path) => Path.Combine(Root, path);

    /// <summary>A test whose lifecycle has the environment of this process: the SDK on the PATH, and how to reach package sources.</summary>
    public static BuildpackTest Test(params IReadOnlyList<TestedBuildpack> buildpacks)
    {
        var test = new BuildpackTest(buildpacks);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            test.Environment[(string)variable.Key] = (string)variable.Value!;
        }

        return test;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        while (!File.Exists(Path.Combine(folder, "Buildpacks.Net.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "buildpacks");
    }
}
