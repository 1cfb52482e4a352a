namespace DotnetBuildpack;

/// <summary>The project to publish.</summary>
/// <param name="Path">Absolute path of the project file.</param>
/// <param name="RelativePath">The same from the application folder.</param>
internal sealed record Project(string Path, string RelativePath);
