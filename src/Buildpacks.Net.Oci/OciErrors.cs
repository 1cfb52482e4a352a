namespace Buildpacks.Net.Oci;

/// <summary>The stable codes of this package's faults. Numbers are never reused.</summary>
public static class OciErrors
{
    /// <summary>A text is no digest.</summary>
    public const string InvalidDigest = "BPN2001";

    /// <summary>Content does not have the digest or the size it was promised with.</summary>
    public const string ContentMismatch = "BPN2002";

    /// <summary>A text is no image reference.</summary>
    public const string InvalidReference = "BPN2003";

    /// <summary>A manifest, index or config is no valid document of its kind, or larger than the limits.</summary>
    public const string InvalidDocument = "BPN2004";

    /// <summary>A tar archive is malformed or cut off.</summary>
    public const string InvalidTar = "BPN2010";

    /// <summary>An archive's entry leads out of the folder it is extracted into.</summary>
    public const string UnsafeArchive = "BPN2011";

    /// <summary>A file cannot be stored in a tar archive, or changed while it was read.</summary>
    public const string UnreadableSource = "BPN2012";

    /// <summary>A layer's compression is unknown.</summary>
    public const string UnknownCompression = "BPN2013";

    /// <summary>A layer's spool file or the copy of its tar cannot be written.</summary>
    public const string UnwritableSpool = "BPN2014";

    /// <summary>An image cannot be put together: a layer without the form that the destination needs.</summary>
    public const string IncompleteImage = "BPN2020";

    /// <summary>An OCI image layout is damaged or of an unknown version.</summary>
    public const string InvalidLayout = "BPN2030";

    /// <summary>A blob is not in the store although a manifest names it.</summary>
    public const string MissingBlob = "BPN2031";

    /// <summary>A file is no archive of images, or holds none that can be read.</summary>
    public const string InvalidArchive = "BPN2032";

    /// <summary>An archive of images cannot be written.</summary>
    public const string UnwritableArchive = "BPN2033";

    /// <summary>An OCI image layout cannot be written.</summary>
    public const string UnwritableLayout = "BPN2034";
}
