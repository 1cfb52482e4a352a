using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Apis;

/// <summary>
/// What a Buildpack API version has. Code asks for a feature by name; only this type compares versions.
/// </summary>
public sealed record BuildpackFeatures
{
    private BuildpackFeatures(ApiVersion version) => Version = version;

    /// <summary>All versions that are supported, oldest first.</summary>
    public static IReadOnlyList<ApiVersion> Supported { get; } =
        [.. Enumerable.Range(ApiMilestones.OldestBuildpack, ApiMilestones.NewestBuildpack - ApiMilestones.OldestBuildpack + 1).Select(minor => new ApiVersion(0, minor))];

    /// <summary>The version these features belong to.</summary>
    public ApiVersion Version { get; }

    /// <summary>
    /// <c>CNB_PLATFORM_DIR</c>, <c>CNB_BUILD_PLAN_PATH</c>, <c>CNB_BP_PLAN_PATH</c> and <c>CNB_LAYERS_DIR</c> are set
    /// (0.8).
    /// </summary>
    public bool HasPathVariables => Since(8);

    /// <summary>A process may have a <c>working-dir</c> (0.8); before, it is dropped with a warning.</summary>
    public bool HasWorkingDirectory => Since(8);

    /// <summary>
    /// launch.toml: <c>command</c> is an array, and <c>direct</c> is forbidden because it is always true (0.9).
    /// </summary>
    public bool CommandIsArray => Since(9);

    /// <summary><c>CNB_TARGET_*</c> variables are set (0.10).</summary>
    public bool HasTargetVariables => Since(10);

    /// <summary><c>exec-env</c> is read, and <c>CNB_EXEC_ENV</c> is set (0.12).</summary>
    public bool HasExecutionEnvironments => Since(ApiMilestones.BuildpackExecutionEnvironments);

    /// <summary>The features of a version.</summary>
    /// <exception cref="UnsupportedApiException">The version is not supported.</exception>
    public static BuildpackFeatures For(ApiVersion version) =>
        TryFor(version) ?? throw new UnsupportedApiException(UnsupportedApiException.BuildpackApi, version, Supported);

    /// <summary>The features of a version, or null when it is not supported.</summary>
    public static BuildpackFeatures? TryFor(ApiVersion version) =>
        version is { Major: 0, Minor: >= ApiMilestones.OldestBuildpack and <= ApiMilestones.NewestBuildpack } ? new BuildpackFeatures(version) : null;

    /// <summary>
    /// The features of a version, or those of the nearest supported one: for a component whose version was never asked for,
    /// as it was not named in any order or group.
    /// </summary>
    public static BuildpackFeatures Nearest(ApiVersion version) =>
        TryFor(version) ?? For(version.CompareTo(Supported[0]) < 0 ? Supported[0] : Supported[^1]);

    private bool Since(int minor) => Version.Minor >= minor;
}
