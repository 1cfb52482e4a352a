using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Lists of texts for a new program.</summary>
internal static class NativeTexts
{
    /// <summary>The texts as the system takes them.</summary>
    /// <param name="texts">Arguments or variables.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="program">The program they are for.</param>
    /// <exception cref="LaunchException">One of them holds a NUL character.</exception>
    public static NativeStrings Of(IReadOnlyList<string> texts, string what, string program)
    {
        foreach (var text in texts)
        {
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                throw new LaunchException(
                    Faults.Nul,
                    $"{program} cannot be started: {what} {text[..text.IndexOf('\0', StringComparison.Ordinal)]} holds a NUL character. "
                    + "Find what sets it: an env file or exec.d program of a layer, or metadata.toml.");
            }
        }

        return new NativeStrings(texts);
    }
}
