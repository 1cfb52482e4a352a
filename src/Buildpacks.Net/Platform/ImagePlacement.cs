namespace Buildpacks.Net.Platform;

/// <summary>
/// Where the folders of a build are in the image, when they are elsewhere on disk. A process without privileges cannot make
/// <c>/layers</c> and <c>/workspace</c>; it builds in folders of its own, and the image does not show where they were.
/// </summary>
/// <remarks>
/// What the lifecycle knows to hold paths is rewritten on the way into the image and back: links, variables, <c>profile.d</c>
/// scripts and launch metadata. The content of other files is not: buildpacks whose layers hold such paths need the real folders.
/// </remarks>
/// <param name="AppDirectory">The absolute path of the application in the image.</param>
/// <param name="LayersDirectory">The absolute path of the layers folder in the image.</param>
public sealed record ImagePlacement(string AppDirectory, string LayersDirectory)
{
    /// <summary>The folders that images of the usual platforms have.</summary>
    public static ImagePlacement Usual { get; } = new("/workspace", "/layers");
}
