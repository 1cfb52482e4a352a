namespace Buildpacks.Net.Spec;

/// <summary>
/// The root of every fault this package reports. What went wrong in words is the message; callers decide by type or
/// code.
/// </summary>
public abstract class SpecException : Exception
{
    private protected SpecException(string code, string message, Exception? cause)
        : base(message, cause) => Code = code;

    /// <summary>The stable code of the fault, <c>BPN1xxx</c>.</summary>
    public string Code { get; }
}
