namespace DotnetBuildpack;

/// <summary>The application folder, whose content becomes the application layers.</summary>
internal static class ApplicationFolder
{
    /// <summary>Puts the published application in place of the sources, so that no source goes into the image.</summary>
    public static void Replace(string appFolder, string published)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(appFolder))
        {
            if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        FolderCopy.Copy(published, appFolder);
    }
}
