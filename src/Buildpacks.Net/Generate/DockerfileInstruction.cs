namespace Buildpacks.Net.Generate;

/// <summary>An instruction of a Dockerfile.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Text">What follows the name, on one line.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
internal sealed record DockerfileInstruction(string Name, string Text, int Line)
{
    /// <summary>The arguments behind the flags, split at white space.</summary>
    public IReadOnlyList<string> Words { get; } =
        [.. Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal))];
}
