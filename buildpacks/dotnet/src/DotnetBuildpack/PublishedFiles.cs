namespace DotnetBuildpack;

/// <summary>Takes out of published files what would differ from one build to the next.</summary>
internal static class PublishedFiles
{
    /// <summary>Same modes whatever the umask and the package said; the list of static web assets without order and dates.</summary>
    public static void Normalize(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(path, IsProgram(path) ? Modes.Program : Modes.File);
            if (EndpointsFile.Is(path))
            {
                File.WriteAllBytes(path, EndpointsFile.Normalize(File.ReadAllText(path)));
            }
        }

        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(path, Modes.Program);
        }
    }

    private static bool IsProgram(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        var length = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        return head[..length].StartsWith("\x7fELF"u8) || head[..length].StartsWith("#!"u8);
    }
}
