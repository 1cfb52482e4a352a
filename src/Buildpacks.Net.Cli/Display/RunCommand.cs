using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Images;

namespace Buildpacks.Net.Cli.Display;

/// <summary>The command that runs what was built.</summary>
internal static class RunCommand
{
    /// <summary>One line for a shell.</summary>
    public static string For(BuildSummary summary, string workingDirectory)
    {
        var path = Quote(Path.GetRelativePath(workingDirectory, summary.Target.Path.Length > 0 ? summary.Target.Path : workingDirectory));
        var name = summary.Name.Contains(':', StringComparison.Ordinal) ? summary.Name : $"{summary.Name}:{summary.Tag}";
        var run = summary.DefaultProcess == "web" ? $"docker run --rm -e PORT=8080 -p 8080:8080 {name}" : $"docker run --rm {name}";
        return summary.Target.Kind switch
        {
            OutputKind.Layout => $"skopeo copy oci:{path}:{summary.Tag} docker-daemon:{name} && {run}",
            OutputKind.Archive => $"docker load -i {path} && {run}",
            _ => run,
        };
    }

    private static string Quote(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
