namespace Buildpacks.Net.Launcher.Host;

/// <summary>Paths as text, put together and shortened without looking at the file system.</summary>
internal static class UnixPath
{
    /// <summary>Joins two parts and cleans the result; empty parts are left out.</summary>
    public static string Join(string folder, string name) =>
        folder.Length == 0 ? Clean(name) : name.Length == 0 ? Clean(folder) : Clean(folder + "/" + name);

    /// <summary>The same path without "." parts, doubled slashes, a slash at the end, and "..", where a part before it can go.</summary>
    public static string Clean(string path)
    {
        if (path.Length == 0)
        {
            return ".";
        }

        if (IsClean(path))
        {
            return path;
        }

        var rooted = path[0] == '/';
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (!rooted)
            {
                parts.Add(part);
            }
        }

        var joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    /// <summary>The path itself if it starts at the root, else the path below <paramref name="folder"/>.</summary>
    public static string Below(Func<string> folder, string path) => IsRooted(path) ? Clean(path) : Join(folder(), path);

    public static bool IsRooted(string path) => path.StartsWith('/');

    // Nearly every path is; this saves taking it apart.
    private static bool IsClean(string path) =>
        !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/.", StringComparison.Ordinal)
        && path[0] != '.'
        && (path[^1] != '/' || path.Length == 1);
}
