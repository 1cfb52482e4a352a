using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Export;

/// <summary>The layers of one buildpack that the export has to deal with.</summary>
/// <param name="Folder">All of its layers.</param>
/// <param name="Layers">Those that are for the image or the cache.</param>
internal sealed record PlannedBuildpack(BuildpackLayersFolder Folder, IReadOnlyList<(LayerFolder Folder, PlannedLayer Layer)> Layers);
