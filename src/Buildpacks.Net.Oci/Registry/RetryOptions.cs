namespace Buildpacks.Net.Oci.Registry;

/// <summary>
/// How often and how soon a request is repeated after HTTP 408, 429 or 5xx, a lost connection, or a stalled transfer.
/// </summary>
public sealed record RetryOptions
{
    /// <summary>How often a request is made at most, the first time included; at least 1.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How often it is made when nobody listens or answers, or the name is unknown: such faults seldom pass.</summary>
    public int ConnectAttempts { get; init; } = 3;

    /// <summary>The mean pause before the first repetition; each further pause is twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause of our own choice.</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest <c>Retry-After</c> that is waited for; a registry that asks for more is given up.</summary>
    public TimeSpan MaximumRetryAfter { get; init; } = TimeSpan.FromMinutes(2);
}
