using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>Writes the folder of a buildpack that a project descriptor holds as a script.</summary>
internal static class InlineBuildpack
{
    private const uint ExecutableMode = 0x1ED;
    private const string DefaultVersion = "0.0.0";

    /// <summary>Writes it.</summary>
    /// <returns>The folder.</returns>
    public static string Write(string folder, ProjectBuildpack buildpack, InlineScript script)
    {
        PosixFile.MakeDirectories($"{folder}/bin");
        var descriptor = new TomlTable
        {
            ["api"] = script.Api,
            ["buildpack"] = new TomlTable { ["id"] = buildpack.Id, ["version"] = buildpack.Version is { Length: > 0 } version ? version : DefaultVersion },
        };
        File.WriteAllText($"{folder}/buildpack.toml", TomlWriter.Write(descriptor));
        WriteProgram($"{folder}/bin/detect", "#!/bin/sh\nexit 0\n");
        WriteProgram($"{folder}/bin/build", $"#!{script.Shell}\n{script.Text}\n");
        return folder;
    }

    private static void WriteProgram(string path, string text)
    {
        File.WriteAllText(path, text);
        PosixFile.ChangeMode(path, ExecutableMode);
    }
}
