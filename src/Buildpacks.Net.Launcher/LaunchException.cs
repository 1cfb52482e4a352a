namespace Buildpacks.Net.Launcher;

/// <summary>The application cannot be started. The message says what was tried, why it failed and what to do.</summary>
internal sealed class LaunchException : Exception
{
    public LaunchException(string code, string message, Exception? cause = null, int exitCode = ExitCodes.Launch)
        : base(message, cause)
    {
        Code = code;
        ExitCode = exitCode;
    }

    /// <summary>The fault's stable code; see <see cref="Faults"/>.</summary>
    public string Code { get; }

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }
}
