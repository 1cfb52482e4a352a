using Buildpacks.Net.Sdk.Build;
using Buildpacks.Net.Sdk.Detect;

namespace Buildpacks.Net.Sdk;

/// <summary>
/// A buildpack: everything an author writes. <see cref="BuildpackHost"/> turns it into <c>bin/detect</c> and <c>bin/build</c>
/// (Buildpack specification, "Buildpack Interface").
/// </summary>
public interface IBuildpack
{
    /// <summary>
    /// Decides whether this buildpack can work on the application. It must not change anything: other buildpacks'
    /// detection runs at the same time.
    /// </summary>
    Task<DetectResult> DetectAsync(DetectContext context, CancellationToken cancellationToken);

    /// <summary>Contributes layers, processes and metadata, or changes the application folder.</summary>
    /// <exception cref="BuildpackException">The build cannot go on; the message is shown to the application's developer.</exception>
    Task<BuildResult> BuildAsync(BuildContext context, CancellationToken cancellationToken);
}
