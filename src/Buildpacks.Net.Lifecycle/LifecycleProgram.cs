using Buildpacks.Net.Lifecycle.Commands;
using Buildpacks.Net.Lifecycle.Flags;
using Buildpacks.Net.Lifecycle.Logging;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Lifecycle;

/// <summary>A call of the lifecycle, from its command line to its exit code.</summary>
/// <param name="environment">The environment.</param>
/// <param name="workingDirectory">What relative folders are relative to.</param>
/// <param name="output">Standard output: log, and what buildpacks write.</param>
/// <param name="error">Standard error: only the usage text.</param>
internal sealed class LifecycleProgram(EnvironmentVariables environment, string workingDirectory, Stream output, Stream error)
{
    /// <summary>The fault that the Platform API is not set, or is no version.</summary>
    public const string BadPlatformApi = "BPN3904";

    /// <summary>The fault that a level or format of the log is none.</summary>
    public const string BadLogSetting = "BPN3905";

    private const string PlatformApiVariable = "CNB_PLATFORM_API";
    private static readonly string[] VersionArguments = ["-version", "--version", "version"];

    /// <summary>Runs the call.</summary>
    /// <param name="program">The name the program was called by.</param>
    /// <param name="arguments">The arguments after it.</param>
    /// <param name="cancellationToken">Cancels; children are ended, and nothing is left half written.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<int> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // Until the flags are read, errors go out in the standard form.
        var log = CreateLog(LogLevel.Information, new LogStyle(Colored: !IsSet("CNB_NO_COLOR"), Json: false));
        try
        {
            if (CommandTable.ForProgram(Path.GetFileNameWithoutExtension(program)) is { } command)
            {
                return await RunCommandAsync(command, arguments, program, log, cancellationToken).ConfigureAwait(false);
            }

            if (arguments.Count > 0 && VersionArguments.Contains(arguments[0]))
            {
                return ShowVersion(log);
            }

            command = CommandTable.ForSubcommand(arguments.Count > 0 ? Path.GetFileName(arguments[0]) : null);
            return await RunCommandAsync(command, [.. arguments.Skip(1)], arguments[0], log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The last resort: whatever went wrong, the platform gets one clear line and a code.
            FaultReport.Write(log, fault);
            return ExitCodes.For(fault);
        }
    }

    private async Task<int> RunCommandAsync(
        ILifecycleCommand command, IReadOnlyList<string> arguments, string name, ILogger startLog, CancellationToken cancellationToken)
    {
        var features = ReadPlatformApi();
        var flags = new FlagSet([.. CommonFlags, .. command.Flags(features)]);
        FlagValues values;
        IReadOnlyList<string> positionals;
        try
        {
            (var given, positionals) = flags.Parse(arguments);
            values = new FlagValues(given, environment);
        }
        catch (FlagException problem)
        {
            await WriteUsageAsync(flags.Usage(name), problem, cancellationToken).ConfigureAwait(false);
            return problem.IsHelp ? ExitCodes.Success : ExitCodes.BadFlags;
        }

        if (values.Switch(LifecycleFlags.Version))
        {
            return ShowVersion(startLog);
        }

        var log = CreateLog(values);
        WarnOfLateFlags(positionals, log);
        var context = new CommandContext(
            features, new PlatformSettings(values, workingDirectory), positionals, environment, log, output);
        try
        {
            await command.RunAsync(context, cancellationToken).ConfigureAwait(false);
            return ExitCodes.Success;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The same last resort, in the form the platform asked for.
            FaultReport.Write(log, fault, command.Action);
            return ExitCodes.For(fault);
        }
    }

    private static IEnumerable<Flag> CommonFlags =>
        [LifecycleFlags.Version, LifecycleFlags.LogLevel, LifecycleFlags.LogFormat, LifecycleFlags.NoColor];

    private PlatformFeatures ReadPlatformApi()
    {
        var text = environment[PlatformApiVariable];
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new LifecycleException(
                BadPlatformApi, FailureKind.UnsupportedPlatformApi, $"{PlatformApiVariable} is not set; set it to the Platform API version that is wanted, such as 0.14.");
        }

        return ApiVersion.TryParse(text, out var version)
            ? PlatformFeatures.For(version)
            : throw new LifecycleException(
                BadPlatformApi, FailureKind.UnsupportedPlatformApi, $"{PlatformApiVariable}={text} is not an API version; write it as in 0.14.");
    }

    private LifecycleLog CreateLog(FlagValues values)
    {
        var name = values.Text(LifecycleFlags.LogLevel);
        var level = LogLevels.Parse(name) ?? throw new LifecycleException(
            BadLogSetting, FailureKind.Generic, $"'{name}' is not a log level; use debug, info, warn or error.");
        var format = values.Text(LifecycleFlags.LogFormat);
        if (format is not ("text" or "json"))
        {
            throw new LifecycleException(BadLogSetting, FailureKind.Generic, $"'{format}' is not a log format; use text or json.");
        }

        return CreateLog(level, new LogStyle(Colored: !values.Switch(LifecycleFlags.NoColor), Json: format == "json"));
    }

    private LifecycleLog CreateLog(LogLevel least, LogStyle style) => new(output, least, style, TimeProvider.System);

    private static void WarnOfLateFlags(IReadOnlyList<string> positionals, ILogger log)
    {
        foreach (var positional in positionals.Where(text => text.StartsWith('-')))
        {
            ProgramLog.LateFlag(log, positional);
        }
    }

    private static int ShowVersion(ILogger log)
    {
        ProgramLog.Version(log, ProductVersion.Text);
        return ExitCodes.Success;
    }

    private async Task WriteUsageAsync(string usage, FlagException problem, CancellationToken cancellationToken)
    {
        var text = problem.IsHelp ? usage : $"{problem.Message}\n{usage}";
        await error.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
    }

    private bool IsSet(string variable) => GoValues.Boolean(environment[variable]) ?? false;
}
