using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Toolchain;

/// <summary>
/// Fingerprints everything that a project is compiled from: its folder, the folders of projects and files it refers to, and the
/// build files above them. So that it is compiled again exactly when it has to be.
/// </summary>
internal sealed class ProjectSources
{
    private static readonly string[] AboveProjects =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "NuGet.Config", "nuget.config", ".editorconfig"];

    private static readonly string[] References = ["ProjectReference", "Compile", "Content", "None", "EmbeddedResource"];
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    private ProjectSources()
    {
    }

    /// <summary>The fingerprint of a project.</summary>
    /// <param name="project">The absolute path of the project file.</param>
    /// <param name="salt">What else the result depends on.</param>
    /// <exception cref="CliException">A project file cannot be read.</exception>
    public static string Fingerprint(string project, params IEnumerable<string> salt)
    {
        var sources = new ProjectSources();
        sources.AddProject(project);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in salt)
        {
            Add(hash, text, []);
        }

        // Paths count from the project on: the same source elsewhere is the same source.
        var start = Path.GetDirectoryName(project)!;
        foreach (var file in sources._folders.SelectMany(Files).Concat(sources._files).Distinct().Order(StringComparer.Ordinal))
        {
            Add(hash, Path.GetRelativePath(start, file), File.ReadAllBytes(file));
        }

        const int length = 16;
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..length];
    }

    private void AddProject(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        if (!_folders.Add(folder))
        {
            return;
        }

        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            _files.UnionWith(AboveProjects.Select(name => Path.Combine(above, name)).Where(File.Exists));
        }

        foreach (var path in Referred(project, folder))
        {
            if (path.EndsWith("proj", StringComparison.Ordinal))
            {
                AddProject(path);
            }
            else if (path.Contains('*', StringComparison.Ordinal))
            {
                _folders.Add(Path.GetDirectoryName(path.Replace("**/", "", StringComparison.Ordinal))!);
            }
            else if (File.Exists(path))
            {
                _files.Add(path);
            }
        }
    }

    private static IEnumerable<string> Referred(string project, string folder)
    {
        XElement root;
        try
        {
            root = XDocument.Load(project).Root!;
        }
        catch (Exception fault) when (fault is IOException or XmlException or UnauthorizedAccessException)
        {
            throw new CliException(CliException.BadPath, $"could not read the project {project}: {fault.Message}", fault);
        }

        var imports = root.Descendants("Import").Select(element => element.Attribute("Project")?.Value);
        var items = root.Descendants().Where(element => References.Contains(element.Name.LocalName)).Select(element => element.Attribute("Include")?.Value);
        return imports.Concat(items).OfType<string>().Where(path => !path.Contains('$', StringComparison.Ordinal))
            .Select(path => Path.GetFullPath(path.Replace('\\', '/'), folder));
    }

    // What the compiler makes, and samples, are no source.
    private static IEnumerable<string> Files(string folder)
    {
        foreach (var name in PosixFile.TryStatus(folder) is { Type: PosixFileType.Directory } ? PosixFile.ReadDirectory(folder) : [])
        {
            var path = $"{folder}/{name}";
            switch (PosixFile.TryStatus(path)?.Type)
            {
                case PosixFileType.Regular:
                    yield return path;
                    break;
                case PosixFileType.Directory when name is not ("bin" or "obj" or ".git" or "artifacts"):
                    foreach (var file in Files(path))
                    {
                        yield return file;
                    }

                    break;
            }
        }
    }

    private static void Add(IncrementalHash hash, string name, byte[] content)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{content.Length}\0"));
        hash.AppendData(content);
    }
}
