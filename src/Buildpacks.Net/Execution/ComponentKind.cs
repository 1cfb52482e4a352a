namespace Buildpacks.Net.Execution;

/// <summary>What takes part in a build.</summary>
public enum ComponentKind
{
    /// <summary>A buildpack, described by <c>buildpack.toml</c>.</summary>
    Buildpack,

    /// <summary>An image extension, described by <c>extension.toml</c>.</summary>
    Extension,
}
