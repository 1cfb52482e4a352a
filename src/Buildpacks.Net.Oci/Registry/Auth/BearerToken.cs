namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>A token of a registry's token server.</summary>
/// <param name="Value">What goes into the header.</param>
/// <param name="RefreshAt">When to get another one: some time before this one expires.</param>
internal sealed record BearerToken(string Value, DateTimeOffset RefreshAt)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => "(a token)";
}
