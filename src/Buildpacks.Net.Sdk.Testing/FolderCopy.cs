namespace Buildpacks.Net.Sdk.Testing;

/// <summary>Copies folders of sources, links as links.</summary>
internal static class FolderCopy
{
    public static void Copy(string source, string target, bool skipBuildOutputs)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (entry is FileInfo file)
            {
                file.CopyTo(copy, overwrite: true);
            }
            else if (!skipBuildOutputs || entry.Name is not ("bin" or "obj"))
            {
                Copy(entry.FullName, copy, skipBuildOutputs);
            }
        }
    }
}
