using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Layout;

/// <summary>The file that says that something is an OCI image layout, and of which version.</summary>
internal static class LayoutMarker
{
    /// <summary>Its name.</summary>
    public const string File = "oci-layout";

    private const string Version = "1.0.0";
    private const string Indent = "    ";

    /// <summary>Its content.</summary>
    public static byte[] Write()
    {
        var marker = new GoJsonWriter(Indent);
        marker.Object(() => marker.Key("imageLayoutVersion").String(Version));
        return marker.ToUtf8();
    }

    /// <summary>Makes sure that a marker's content names a version that can be read.</summary>
    /// <param name="json">The content.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="layout">What it marks, for messages.</param>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidLayout"/>: it does not.</exception>
    public static void Verify(ReadOnlyMemory<byte> json, string path, string layout)
    {
        var version = JsonDocumentReader.Read(
            json, "marker", path, (reader, root) => reader.Text(root, "imageLayoutVersion"));
        if (!version.StartsWith("1.", StringComparison.Ordinal))
        {
            throw new OciException(
                OciErrors.InvalidLayout,
                $"could not read the image layout {layout}: it is of version '{version}', only 1.x is supported.");
        }
    }
}
