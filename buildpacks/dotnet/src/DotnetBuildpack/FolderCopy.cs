namespace DotnetBuildpack;

/// <summary>Copies a folder with everything in it, with the same two modes everywhere.</summary>
internal static class FolderCopy
{
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        File.SetUnixFileMode(target, Modes.Program);
        foreach (var file in new DirectoryInfo(source).EnumerateFiles())
        {
            var copy = Path.Combine(target, file.Name);
            File.Copy(file.FullName, copy, overwrite: true);
            File.SetUnixFileMode(copy, (file.UnixFileMode & UnixFileMode.OtherExecute) != 0 ? Modes.Program : Modes.File);
        }

        foreach (var folder in new DirectoryInfo(source).EnumerateDirectories())
        {
            Copy(folder.FullName, Path.Combine(target, folder.Name));
        }
    }
}
