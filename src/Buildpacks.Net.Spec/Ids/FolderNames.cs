using System.Diagnostics.CodeAnalysis;

namespace Buildpacks.Net.Spec.Ids;

internal static class FolderNames
{
    /// <summary>Whether a text, once its slashes are replaced, names a folder below the one it is put into.</summary>
    public static bool IsSafe([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && text is not ("." or "..") && !text.Contains('\0', StringComparison.Ordinal);
}
