namespace Buildpacks.Net.Launcher;

/// <summary>The application cannot be started. The message says what was tried, why it failed and what to do.</summary>
internal sealed class LaunchException(string code, string message, int exitCode) : Exception(message)
{
    /// <summary>The fault's stable code; see <see cref="Faults"/>.</summary>
    public string Code { get; } = code;

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
