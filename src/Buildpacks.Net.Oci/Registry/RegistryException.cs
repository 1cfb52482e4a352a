using System.Net;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>A registry could not be used. Addresses in the message are without query, and nothing in it is secret.</summary>
public sealed class RegistryException : OciException
{
    /// <summary>Makes the exception for one fault.</summary>
    /// <param name="code">One of <see cref="RegistryErrors"/>.</param>
    /// <param name="message">What was tried, on what, why it failed, what to do.</param>
    /// <param name="innerException">The cause, if it was an exception.</param>
    public RegistryException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>The HTTP status of the answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The error codes in the answer's body, such as <c>MANIFEST_UNKNOWN</c>; empty when it had none.</summary>
    public IReadOnlyList<string> RegistryCodes { get; init; } = [];
}
