namespace Buildpacks.Net.Oci.Content;

/// <summary>The two sets of media types an image can be written in. An image uses one of them throughout.</summary>
public enum MediaTypeFamily
{
    /// <summary>OCI image specification 1.x.</summary>
    Oci,

    /// <summary>Docker image manifest version 2, schema 2.</summary>
    Docker,
}
