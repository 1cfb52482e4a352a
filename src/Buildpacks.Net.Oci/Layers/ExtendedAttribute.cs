namespace Buildpacks.Net.Oci.Layers;

/// <summary>An extended attribute of a file (xattr(7)), in archives a PAX record <c>SCHILY.xattr.NAME</c>.</summary>
/// <param name="Name">Its name, such as <c>user.mime_type</c> or <c>security.capability</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct ExtendedAttribute(string Name, ReadOnlyMemory<byte> Value);
