namespace Buildpacks.Net.Oci.Archives;

/// <summary>A file in an archive, or a link to one.</summary>
/// <param name="Offset">Where in the archive its content starts.</param>
/// <param name="Size">The content's length in bytes.</param>
/// <param name="Target">What a link leads to, from the archive's root; null for a file.</param>
internal readonly record struct ArchiveEntry(long Offset, long Size, string? Target = null);
