using Buildpacks.Net.Platform;

namespace Buildpacks.Net;

/// <summary>
/// A phase could not do its work. The message says what was tried, on what, why it failed and what to do about it.
/// </summary>
public sealed class LifecycleException : Exception
{
    /// <summary>Makes the exception for one fault.</summary>
    /// <param name="code">The fault's stable code, <c>BPN3…</c>; listed in <c>spec/architecture.md</c>.</param>
    /// <param name="kind">What the platform is told through the exit code.</param>
    /// <param name="message">What was tried, on what, why it failed, what to do.</param>
    /// <param name="innerException">The cause, if it was an exception.</param>
    public LifecycleException(string code, FailureKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Kind = kind;
    }

    /// <summary>The fault's stable code, such as <c>BPN3101</c>.</summary>
    public string Code { get; }

    /// <summary>What the platform is told through the exit code.</summary>
    public FailureKind Kind { get; }
}
