using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Logging;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>The time an image is said to be made at, where the environment sets one (reproducible-builds.org).</summary>
internal static class SourceDateEpoch
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>The time in the local zone; null when none is set, or none that can be used.</summary>
    public static DateTimeOffset? Read(CommandContext context)
    {
        var text = context.Environment[Variable];
        if (!context.Features.HasSourceDateEpoch || text.Length == 0)
        {
            return null;
        }

        if (GoValues.Decimal(text) is { } seconds && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds).ToLocalTime();
        }

        ProgramLog.BadEpoch(context.Log, Variable);
        return null;
    }
}
