using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Sorts what is in a folder by the bytes of the names.</summary>
internal static class FolderOrder
{
    // Heapsort: no recursion, and no input makes it slow.
    public static void Sort(ref Sequence<FolderEntry> entries)
    {
        for (var root = (entries.Count / 2) - 1; root >= 0; root--)
        {
            SiftDown(ref entries, root, entries.Count);
        }

        for (var end = entries.Count - 1; end > 0; end--)
        {
            (entries[0], entries[end]) = (entries[end], entries[0]);
            SiftDown(ref entries, 0, end);
        }
    }

    private static void SiftDown(ref Sequence<FolderEntry> entries, int root, int end)
    {
        while ((2 * root) + 1 < end)
        {
            var child = (2 * root) + 1;
            if (child + 1 < end && entries[child].Name.CompareTo(entries[child + 1].Name) < 0)
            {
                child++;
            }

            if (entries[root].Name.CompareTo(entries[child].Name) >= 0)
            {
                return;
            }

            (entries[root], entries[child]) = (entries[child], entries[root]);
            root = child;
        }
    }
}
