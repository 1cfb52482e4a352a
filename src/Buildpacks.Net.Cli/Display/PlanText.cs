using System.Globalization;
using System.Text;
using Buildpacks.Net.Cli.Building;

namespace Buildpacks.Net.Cli.Display;

/// <summary>What a build would do, for people.</summary>
internal static class PlanText
{
    /// <summary>Writes it.</summary>
    public static string Write(BuildPlan plan)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Would build {plan.Name} with");
        foreach (var buildpack in plan.Group)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {buildpack}{(buildpack.Homepage is { Length: > 0 } page ? $"  {page}" : "")}");
        }

        if (plan.Entries.Count > 0)
        {
            text.AppendLine("Plan");
        }

        foreach (var entry in plan.Entries)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(", ", entry.Requires.Select(require => require.Name).Distinct())}, provided by {string.Join(" or ", entry.Providers.Select(provider => provider.Id.Value))}");
        }

        return text.ToString();
    }
}
