namespace Buildpacks.Net.TestKit.MadeUp;

/// <summary>A made-up input that a property does not hold for.</summary>
public sealed class TrialException(string message, Exception? cause) : Exception(message, cause);
