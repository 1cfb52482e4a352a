using Buildpacks.Net.Lifecycle.Logging;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>Features that a platform has to ask for twice (CNB_EXPERIMENTAL_MODE).</summary>
internal static class Experimental
{
    /// <summary>The fault that an experimental feature is used and not allowed.</summary>
    public const string NotAllowed = "BPN3907";

    private const string Variable = "CNB_EXPERIMENTAL_MODE";

    /// <summary>What the platform said; errors are the default, and words that are not known only warn.</summary>
    public static ExperimentalMode Mode(CommandContext context) => context.Environment[Variable] switch
    {
        "" or "error" => ExperimentalMode.Error,
        "quiet" or "silent" => ExperimentalMode.Quiet,
        _ => ExperimentalMode.Warn,
    };

    /// <summary>Lets the use of OCI layouts pass, warns or refuses.</summary>
    /// <exception cref="LifecycleException">It is refused.</exception>
    public static void GuardLayout(CommandContext context)
    {
        const string feature = "export to OCI layout format";
        if (!context.Settings.UseLayout)
        {
            return;
        }

        switch (Mode(context))
        {
            case ExperimentalMode.Error:
                throw new LifecycleException(
                    NotAllowed, FailureKind.Generic, $"the platform asked for the experimental feature '{feature}'; allow it with {Variable}=warn or quiet.");
            case ExperimentalMode.Warn:
                ProgramLog.Experimental(context.Log, feature);
                break;
            default:
                break;
        }
    }
}
