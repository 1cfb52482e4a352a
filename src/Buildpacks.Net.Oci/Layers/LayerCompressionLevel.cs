namespace Buildpacks.Net.Oci.Layers;

/// <summary>How hard a layer is compressed. Whichever is chosen, equal content gives equal bytes everywhere.</summary>
public enum LayerCompressionLevel
{
    /// <summary>Not at all, but in gzip's format.</summary>
    None,

    /// <summary>As fast as files can be read: about as small as gzip -1.</summary>
    Fast,

    /// <summary>As small as gzip -6, in less time.</summary>
    Balanced,

    /// <summary>As small as this format gets without trying every way to say the same; slow.</summary>
    Best,
}
