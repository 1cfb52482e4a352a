using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Untouched;

/// <summary>A folder above a layer, as an archive has it.</summary>
/// <param name="Path">Its absolute path in the archive.</param>
/// <param name="Mode">Its permissions.</param>
/// <param name="Owner">Its owner.</param>
internal sealed record RecordedParent(string Path, uint Mode, FileOwner Owner);
