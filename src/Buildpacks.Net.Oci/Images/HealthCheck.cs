namespace Buildpacks.Net.Oci.Images;

/// <summary>How a container's health is tested (Docker's extension of the image config).</summary>
public sealed record HealthCheck
{
    /// <summary>The test: <c>["CMD", …]</c>, <c>["CMD-SHELL", …]</c> or <c>["NONE"]</c>.</summary>
    public IReadOnlyList<string> Test { get; init; } = [];

    /// <summary>Nanoseconds between tests; 0 inherits.</summary>
    public long Interval { get; init; }

    /// <summary>Nanoseconds a test may take; 0 inherits.</summary>
    public long Timeout { get; init; }

    /// <summary>Nanoseconds a container may take to start; 0 inherits.</summary>
    public long StartPeriod { get; init; }

    /// <summary>Failures in a row that make a container unhealthy; 0 inherits.</summary>
    public long Retries { get; init; }
}
