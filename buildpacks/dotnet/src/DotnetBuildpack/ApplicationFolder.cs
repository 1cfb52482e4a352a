using Buildpacks.Net.Sdk;

namespace DotnetBuildpack;

/// <summary>The application folder, whose content becomes the application layers.</summary>
internal static class ApplicationFolder
{
    /// <summary>Puts the published application in place of the sources, so that no source goes into the image.</summary>
    /// <exception cref="BuildpackException">This user may not change the folder.</exception>
    public static void Replace(string appFolder, string published)
    {
        try
        {
            OpenUp(appFolder);
            foreach (var entry in Directory.EnumerateFileSystemEntries(appFolder))
            {
                Remove(entry);
            }

            FolderCopy.CopyContents(published, appFolder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BuildpackException(
                "DOTNET1011",
                $"could not put the published application in place of its sources in {appFolder}: {fault.Message} "
                + "Give the user of the build the right to write there.",
                fault);
        }
    }

    private static void Remove(string entry)
    {
        if (!Directory.Exists(entry) || new DirectoryInfo(entry).LinkTarget is not null)
        {
            File.Delete(entry);
            return;
        }

        OpenUp(entry);
        foreach (var child in Directory.EnumerateFileSystemEntries(entry))
        {
            Remove(child);
        }

        Directory.Delete(entry);
    }

    // Sources come from read-only places too. A folder of somebody else may be writable for this user all the same.
    private static void OpenUp(string folder)
    {
        try
        {
            File.SetUnixFileMode(folder, Modes.Program);
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
