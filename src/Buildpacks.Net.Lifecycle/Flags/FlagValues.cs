using System.Globalization;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>What the platform asked for: flags beat variables, variables beat defaults. Variables count for flags a command does not take, too.</summary>
/// <param name="Given">What the command line gave, by flag name.</param>
/// <param name="Environment">The environment at the start.</param>
internal sealed record FlagValues(IReadOnlyDictionary<string, IReadOnlyList<string>> Given, EnvironmentVariables Environment)
{
    /// <summary>Whether the command line gave it.</summary>
    public bool IsGiven(Flag flag) => Given.ContainsKey(flag.Name);

    public string Text(Flag flag) => IsGiven(flag) ? Last(flag) : FromVariable(flag) ?? flag.Default;

    public bool Switch(Flag flag) => IsGiven(flag)
        ? GoValues.Boolean(Last(flag)) ?? false
        : flag.Variables.Any(variable => GoValues.Boolean(Environment[variable]) ?? false);

    public long Number(Flag flag) => IsGiven(flag)
        ? GoValues.Number(Last(flag)) ?? 0
        : GoValues.Decimal(FromVariable(flag) ?? "0") ?? 0;

    /// <summary>The values of a list: those of the variable, separated by commas, then those of the command line.</summary>
    public IReadOnlyList<string> List(Flag flag) =>
        [.. FromVariable(flag)?.Split(',') ?? [], .. Given.GetValueOrDefault(flag.Name, [])];

    public TimeSpan Duration(Flag flag)
    {
        var standard = GoValues.Duration(flag.Default) ?? throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"the default of -{flag.Name} is not a duration"));
        return GoValues.Duration(IsGiven(flag) ? Last(flag) : FromVariable(flag) ?? "") ?? standard;
    }

    private string Last(Flag flag) => Given[flag.Name][^1];

    private string? FromVariable(Flag flag) =>
        flag.Variables.Select(variable => Environment[variable]).FirstOrDefault(value => value.Length > 0);
}
