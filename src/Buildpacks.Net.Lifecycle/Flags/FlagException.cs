namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>The command line cannot be read, or asks for help.</summary>
internal sealed class FlagException : Exception
{
    private FlagException(string message, bool isHelp)
        : base(message) => IsHelp = isHelp;

    /// <summary>The user asked for the usage text; nothing is wrong.</summary>
    public bool IsHelp { get; }

    public static FlagException Help() => new("help was asked for", isHelp: true);

    public static FlagException BadSyntax(string argument) => new($"bad flag syntax: {argument}", isHelp: false);

    public static FlagException Unknown(string name) => new($"flag provided but not defined: -{name}", isHelp: false);

    public static FlagException MissingValue(string name) => new($"flag needs an argument: -{name}", isHelp: false);

    public static FlagException BadValue(string name, string value, string wanted) =>
        new($"invalid value \"{value}\" for flag -{name}: {wanted}", isHelp: false);
}
