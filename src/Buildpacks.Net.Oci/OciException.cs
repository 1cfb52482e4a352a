namespace Buildpacks.Net.Oci;

/// <summary>
/// Something about an image could not be done. The message says what was tried, on what, why it failed and what to do;
/// the sealed kinds below it differ in what a caller can do about them.
/// </summary>
public class OciException : Exception
{
    /// <summary>Makes the exception for one fault.</summary>
    /// <param name="code">The fault's stable code, <c>BPN2…</c> (see <see cref="OciErrors"/>).</param>
    /// <param name="message">What was tried, on what, why it failed, what to do. Never holds a secret.</param>
    /// <param name="innerException">The cause, if it was an exception.</param>
    public OciException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The fault's stable code, such as <c>BPN2001</c>.</summary>
    public string Code { get; }
}
