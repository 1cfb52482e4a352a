namespace Buildpacks.Net.Restore;

/// <summary>A layer that a restore dealt with.</summary>
/// <param name="Identifier"><c>buildpack-id:layer</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Duration">How long that took.</param>
/// <param name="Reason">Why it was dropped; null otherwise.</param>
public sealed record RestoredLayer(string Identifier, RestoreOutcome Outcome, TimeSpan Duration, string? Reason = null);
