using System.Text;

namespace Buildpacks.Net.Lifecycle.Flags;

/// <summary>The flags of one command, read with the syntax of Go's flag package: -x, --x, -x=v, -x v; the first positional ends them.</summary>
internal sealed class FlagSet
{
    private readonly SortedDictionary<string, Flag> _flags = new(StringComparer.Ordinal);

    public FlagSet(IEnumerable<Flag> flags)
    {
        foreach (var flag in flags)
        {
            _flags[flag.Name] = flag;
        }
    }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FlagException">It has an unknown flag, a bad value, or asks for help.</exception>
    public (IReadOnlyDictionary<string, IReadOnlyList<string>> Given, IReadOnlyList<string> Positionals) Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var at = 0;
        while (at < arguments.Count && arguments[at].Length >= 2 && arguments[at][0] == '-')
        {
            if (arguments[at] == "--")
            {
                at++;
                break;
            }

            var (flag, value) = Next(arguments, ref at);
            given[flag.Name] = given.TryGetValue(flag.Name, out var before) ? [.. before, value] : [value];
        }

        return (given, [.. arguments.Skip(at)]);
    }

    /// <summary>The usage text: every flag with its meaning and what stands in for it.</summary>
    public string Usage(string command)
    {
        var text = new StringBuilder($"Usage of {command}:\n");
        foreach (var flag in _flags.Values)
        {
            var kind = flag.Kind == FlagKind.Switch ? "" : $" {flag.Kind.ToString().ToLowerInvariant()}";
            text.Append($"  -{flag.Name}{kind}\n    \t{flag.Usage}");
            text.Append(flag.Variables.Count > 0 ? $" [{string.Join(", ", flag.Variables)}]" : "");
            text.Append(flag.Default.Length > 0 ? $" (default \"{flag.Default}\")" : "").Append('\n');
        }

        return text.ToString();
    }

    private (Flag Flag, string Value) Next(IReadOnlyList<string> arguments, ref int at)
    {
        var argument = arguments[at++];
        var text = argument[(argument[1] == '-' ? 2 : 1)..];
        if (text.Length == 0 || text[0] is '-' or '=')
        {
            throw FlagException.BadSyntax(argument);
        }

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        if (!_flags.TryGetValue(name, out var flag))
        {
            throw name is "h" or "help" ? FlagException.Help() : FlagException.Unknown(name);
        }

        var value = equals >= 0 ? text[(equals + 1)..]
            : flag.Kind == FlagKind.Switch ? "true"
            : at < arguments.Count ? arguments[at++]
            : throw FlagException.MissingValue(name);
        Check(flag, value);
        return (flag, value);
    }

    private static void Check(Flag flag, string value)
    {
        var wanted = flag.Kind switch
        {
            FlagKind.Switch when GoValues.Boolean(value) is null => "it must be true or false",
            FlagKind.Number when GoValues.Number(value) is null => "it must be a whole number",
            FlagKind.Duration when GoValues.Duration(value) is null => "it must be a duration such as 336h",
            _ => null,
        };
        if (wanted is not null)
        {
            throw FlagException.BadValue(flag.Name, value, wanted);
        }
    }
}
