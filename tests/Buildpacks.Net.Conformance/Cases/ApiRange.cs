using System.Globalization;

namespace Buildpacks.Net.Conformance.Cases;

/// <summary>Versions of an API, both ends included; only the minor number counts, as no 1.0 exists.</summary>
internal sealed record ApiRange(int First, int Last)
{
    /// <summary>Every version a suite of this age knows.</summary>
    public static readonly ApiRange Known = new(7, 15);

    /// <summary>Reads <c>0.12</c>, <c>0.10-0.14</c>, <c>0.12-</c> (and later) or <c>-0.11</c> (and earlier).</summary>
    public static ApiRange Parse(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 1
            ? new ApiRange(Minor(ends[0]), Minor(ends[0]))
            : new ApiRange(ends[0] is "" ? Known.First : Minor(ends[0]), ends[1] is "" ? Known.Last : Minor(ends[1]));
    }

    /// <summary>The versions of the range that a lifecycle supports: all of them, or only the first and the last.</summary>
    public IReadOnlyList<string> Of(IReadOnlySet<int> supported, bool all)
    {
        int[] both = [.. Enumerable.Range(First, Last - First + 1).Where(supported.Contains)];
        return [.. both.Where((_, index) => all || index == 0 || index == both.Length - 1).Select(minor => $"0.{minor}")];
    }

    public override string ToString() => First == Last ? $"0.{First}" : $"0.{First} to 0.{Last}";

    private static int Minor(string version) => version.StartsWith("0.", StringComparison.Ordinal)
        ? int.Parse(version[2..], CultureInfo.InvariantCulture)
        : throw new CaseException($"\"{version}\" is no API version");
}
