namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>One setting of the platform: a flag on the command line, variables that stand in for it, and a default.</summary>
/// <param name="Name">The flag's name, without the leading "-"; empty when only variables set it.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Usage">What it means, for the usage text.</param>
internal sealed record Flag(string Name, FlagKind Kind, string Usage)
{
    /// <summary>The variables that are asked when the flag is not given. Switches are on when one of them is.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The value when neither the flag nor a variable gives one; may begin with "&lt;layers&gt;".</summary>
    public string Default { get; init; } = "";
}
