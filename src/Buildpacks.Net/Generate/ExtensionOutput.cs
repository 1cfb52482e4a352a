using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Generate;

/// <summary>What one extension wrote.</summary>
/// <param name="Extension">Its id.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Dockerfiles">Its Dockerfiles, that of the run image first.</param>
/// <param name="Met">Names in its plan; an extension provides all it is asked for.</param>
internal sealed record ExtensionOutput(
    BuildpackId Extension, string Folder, IReadOnlyList<ExtensionDockerfile> Dockerfiles, IReadOnlyCollection<string> Met);
