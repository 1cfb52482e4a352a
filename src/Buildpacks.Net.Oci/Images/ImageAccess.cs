namespace Buildpacks.Net.Oci.Images;

/// <summary>Whether a store lets us read or write an image.</summary>
/// <param name="Allowed">It does.</param>
/// <param name="Reason">Why it does not, in words for people and without secrets; null when it does.</param>
public sealed record ImageAccess(bool Allowed, string? Reason = null);
