namespace Buildpacks.Net.Architecture.Tests;

/// <summary>The files of this repository, by paths relative to its root.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "artifacts", "out", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> AllFiles = new(() => [.. Walk(Root).Order(StringComparer.Ordinal)]);

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources =
        new(() => [.. Files(".cs").AsParallel().AsOrdered().Select(path => new SourceFile(path, Read(path)))]);

    /// <summary>All hand-written C# files.</summary>
    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>All files that are not build output.</summary>
    public static IReadOnlyList<string> Files() => AllFiles.Value;

    /// <summary>Where this checkout and the hidden files of its user are, with a slash at the end; folders that everybody has are none.</summary>
    public static IReadOnlyList<string> FoldersOfThisMachine { get; } =
        [Root + "/", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 1 } home ? $"{home}/." : Root + "/"];

    public static IEnumerable<string> Files(string extension) => Files().Where(path => path.EndsWith(extension, StringComparison.Ordinal));

    public static IEnumerable<SourceFile> SourcesBelow(string folder) =>
        Sources.Where(source => source.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Sources whose names and shapes the compilers dictate: the stand-in for the core library in the bare launcher.</summary>
    public static bool IsDictated(SourceFile source) => source.Path.StartsWith("src/Buildpacks.Net.Launcher/Bare/System/", StringComparison.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is FileInfo)
            {
                yield return Path.GetRelativePath(Root, entry.FullName);
            }
            else if (entry.LinkTarget is null && entry.Name != ".git" && !Generated.Contains(entry.Name))
            {
                foreach (string path in Walk(entry.FullName))
                {
                    yield return path;
                }
            }
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Buildpacks.Net.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"Buildpacks.Net.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
