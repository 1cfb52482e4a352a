using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Building;

/// <summary>
/// Copies an application, so that buildpacks may change it. Modes become independent of the umask it was checked out with.
/// </summary>
/// <param name="source">The folder of the application.</param>
/// <param name="project">Which files take part.</param>
/// <param name="leftOut">Absolute paths of files and folders that never take part, such as the image of the last build.</param>
internal sealed class AppSource(string source, ProjectDescriptor project, IReadOnlyList<string> leftOut)
{
    private const uint Executable = 0x49;
    private const uint ExecutableMode = 0x1ED;
    private const uint PlainMode = 0x1A4;
    private readonly IgnorePatterns? _include = project.Include is null ? null : new IgnorePatterns(project.Include);
    private readonly IgnorePatterns? _exclude = project.Exclude is null ? null : new IgnorePatterns(project.Exclude);

    /// <summary>Copies it.</summary>
    /// <param name="target">A folder that is there and empty.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many files there are.</returns>
    /// <exception cref="CliException">Something cannot be read or written.</exception>
    public int CopyTo(string target, CancellationToken cancellationToken)
    {
        if (PosixFile.TryStatus(source) is not { Type: PosixFileType.Directory })
        {
            throw new CliException(CliException.BadPath, $"could not build {source}: there is no such folder; name the application's folder with --path.");
        }

        try
        {
            PosixFile.ChangeMode(target, ExecutableMode);
            return CopyFolder("", target, cancellationToken);
        }
        catch (IOException fault)
        {
            throw new CliException(CliException.BadPath, $"could not copy the application {source}: {fault.Message}", fault);
        }
    }

    private int CopyFolder(string relative, string target, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var name in PosixFile.ReadDirectory(source + relative))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = $"{relative}/{name}";
            if (!leftOut.Contains(source + path))
            {
                count += Copy(path, $"{target}/{name}", cancellationToken);
            }
        }

        return count;
    }

    private int Copy(string path, string target, CancellationToken cancellationToken)
    {
        var status = PosixFile.StatusOfLink(source + path);
        switch (status.Type)
        {
            case PosixFileType.Directory:
                PosixFile.MakeDirectory(target);
                PosixFile.ChangeMode(target, ExecutableMode);
                var count = CopyFolder(path, target, cancellationToken);
                if (count == 0 && !TakesPart(path))
                {
                    // Patterns are about files: a folder of which nothing is left is not there either.
                    PosixFile.RemoveTree(target);
                }

                return count;
            case PosixFileType.Regular when TakesPart(path):
                CopyFile(source + path, target, (status.Permissions & Executable) != 0 ? ExecutableMode : PlainMode);
                return 1;
            case PosixFileType.SymbolicLink when TakesPart(path):
                PosixFile.MakeLink(PosixFile.ReadLink(source + path), target);
                return 1;
            default:
                // Sockets, pipes and devices are no source.
                return 0;
        }
    }

    private bool TakesPart(string path) =>
        (_include?.Matches(path[1..]) ?? true) && !(_exclude?.Matches(path[1..]) ?? false);

    private static void CopyFile(string from, string to, uint mode)
    {
        using var input = PosixFile.OpenRead(from);
        using var output = PosixFile.Create(to, mode);
        input.CopyTo(output);
        PosixFile.ChangeMode(output.SafeFileHandle, to, mode);
    }
}
