namespace DotnetBuildpack;

/// <summary>Copies folders with everything in them, with the same two modes everywhere.</summary>
internal static class FolderCopy
{
    /// <summary>Copies a folder.</summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        File.SetUnixFileMode(target, Modes.Program);
        CopyContents(source, target);
    }

    /// <summary>Copies what is in a folder into one that is there, whose own mode stays.</summary>
    public static void CopyContents(string source, string target)
    {
        foreach (var file in new DirectoryInfo(source).EnumerateFiles())
        {
            var copy = Path.Combine(target, file.Name);
            File.Copy(file.FullName, copy, overwrite: true);
            File.SetUnixFileMode(copy, (file.UnixFileMode & UnixFileMode.UserExecute) != 0 ? Modes.Program : Modes.File);
        }

        foreach (var folder in new DirectoryInfo(source).EnumerateDirectories())
        {
            Copy(folder.FullName, Path.Combine(target, folder.Name));
        }
    }
}
