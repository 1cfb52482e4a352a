namespace Buildpacks.Net.Export;

/// <summary>Where lifecycle and launcher come from (label <c>io.buildpacks.build.metadata</c>, <c>launcher</c>).</summary>
/// <param name="Version">Their version.</param>
/// <param name="Repository">The repository of their source.</param>
/// <param name="Commit">The commit they are made from.</param>
public sealed record LauncherSource(string Version = "", string Repository = "", string Commit = "");
