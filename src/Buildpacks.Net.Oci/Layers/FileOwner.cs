namespace Buildpacks.Net.Oci.Layers;

/// <summary>Owner and group as written into an archive.</summary>
/// <param name="UserId">Numeric owner.</param>
/// <param name="GroupId">Numeric group.</param>
public readonly record struct FileOwner(uint UserId, uint GroupId)
{
    /// <summary>root:root.</summary>
    public static FileOwner Root => default;
}
