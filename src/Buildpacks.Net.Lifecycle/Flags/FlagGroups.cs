namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>Flags that are there only in some API versions.</summary>
internal static class FlagGroups
{
    /// <summary>The flags if the API has what they are for, else none.</summary>
    public static IEnumerable<Flag> If(bool has, params IEnumerable<Flag> flags) => has ? flags : [];
}
