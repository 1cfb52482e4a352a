using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Paths put together and shortened without looking at the file system.</summary>
internal static class Paths
{
    private const byte Slash = (byte)'/';

    /// <summary>Joins two parts and cleans the result; empty parts are left out.</summary>
    public static Bytes Join(Bytes folder, Bytes name) =>
        folder.IsEmpty ? Clean(name)
        : name.IsEmpty ? Clean(folder)
        : Clean(default(BytesBuilder).Add(folder).Add(Slash).Add(name).Built);

    /// <summary>The same path without "." parts, doubled slashes, a slash at the end, and "..", where a part before it can go.</summary>
    public static Bytes Clean(Bytes path)
    {
        if (path.IsEmpty)
        {
            return "."u8;
        }

        if (IsClean(path))
        {
            return path;
        }

        var rooted = IsRooted(path);
        var parts = Parts(path, rooted);
        return Joined(parts, rooted);
    }

    /// <summary>The last part of a path; empty when it ends with a slash.</summary>
    public static Bytes LastPart(Bytes path) => path.From(path.LastIndexOf(Slash) + 1);

    public static bool IsRooted(Bytes path) => !path.IsEmpty && path[0] == Slash;

    private static Sequence<Bytes> Parts(Bytes path, bool rooted)
    {
        Sequence<Bytes> parts = default;
        foreach (var part in new Split(path, Slash))
        {
            if (part.IsEmpty || part.Is("."u8))
            {
                continue;
            }

            if (!part.Is(".."u8))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && !parts[parts.Count - 1].Is(".."u8))
            {
                parts.RemoveLast();
            }
            else if (!rooted)
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private static Bytes Joined(Sequence<Bytes> parts, bool rooted)
    {
        BytesBuilder path = default;
        for (var i = 0; i < parts.Count; i++)
        {
            if (rooted || i > 0)
            {
                path.Add(Slash);
            }

            path.Add(parts[i]);
        }

        return path.Length > 0 ? path.Built : rooted ? "/"u8 : "."u8;
    }

    // Nearly every path is; this saves taking it apart.
    private static bool IsClean(Bytes path)
    {
        for (var i = 1; i < path.Length; i++)
        {
            if (path[i - 1] == Slash && path[i] is (Slash or (byte)'.'))
            {
                return false;
            }
        }

        return path[0] != '.' && (path[path.Length - 1] != Slash || path.Length == 1);
    }
}
