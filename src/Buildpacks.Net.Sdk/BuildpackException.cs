namespace Buildpacks.Net.Sdk;

/// <summary>
/// The buildpack cannot do its work, for a reason that the application's developer or the platform's operator can act on.
/// The host prints the message without a stack trace and ends with exit code 1.
/// </summary>
public sealed class BuildpackException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">A stable code; those of this SDK are <c>BPN5…</c>, a buildpack brings its own.</param>
    /// <param name="message">What was tried, on what, why it failed, what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public BuildpackException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The stable code, for documentation and support.</summary>
    public string Code { get; }
}
