namespace Buildpacks.Net.Architecture.Tests;

/// <summary>A rule of the house: it holds when nothing breaks it.</summary>
internal static class Rule
{
    /// <summary>Fails with everything that breaks the rule, one a line.</summary>
    public static void Holds(string rule, IEnumerable<string> broken)
    {
        string[] lines = [.. broken.Distinct().Order(StringComparer.Ordinal)];
        if (lines.Length > 0)
        {
            Assert.Fail($"{rule}{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", lines)}");
        }
    }
}
