using System.Globalization;

namespace Buildpacks.Net.Benchmarks;

/// <summary>The arguments of a comparison: pairs of a name and a value.</summary>
internal sealed class Arguments(string[] arguments)
{
    public bool ArePairs => arguments.Length % 2 == 0;

    public string? Text(string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? null : arguments[at + 1];
    }

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
