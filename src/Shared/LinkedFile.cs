namespace Buildpacks.Net.Shared;

/// <summary>A second name for a file that nobody writes to any more, or where the file system cannot give one, a copy of it.</summary>
internal static class LinkedFile
{
    /// <summary>Makes it; a copy shares its content with the file where the file system can do that.</summary>
    /// <exception cref="IOException">Neither could be made.</exception>
    public static void Make(string existing, string path)
    {
        try
        {
            PosixFile.MakeHardLink(existing, path);
        }
        catch (PosixException)
        {
            File.Copy(existing, path);
        }
    }
}
