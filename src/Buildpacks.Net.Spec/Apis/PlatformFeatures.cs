using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Apis;

/// <summary>
/// What a Platform API version has. Code asks for a feature by name; only this type compares versions.
/// </summary>
public sealed record PlatformFeatures
{
    private PlatformFeatures(ApiVersion version) => Version = version;

    /// <summary>All versions that are supported, oldest first.</summary>
    public static IReadOnlyList<ApiVersion> Supported { get; } =
        [.. Enumerable.Range(ApiMilestones.OldestPlatform, ApiMilestones.NewestPlatform - ApiMilestones.OldestPlatform + 1).Select(minor => new ApiVersion(0, minor))];

    /// <summary>The version these features belong to.</summary>
    public ApiVersion Version { get; }

    /// <summary>Software bills of materials are layers of their own (0.8).</summary>
    public bool HasSbomLayers => Since(8);

    /// <summary>
    /// The unstructured bill of materials goes to <c>sbom.legacy.json</c> instead of labels and report.toml (0.9).
    /// </summary>
    public bool LegacyBomIsFile => Since(9);

    /// <summary><c>SOURCE_DATE_EPOCH</c> sets the creation time of the image (0.9).</summary>
    public bool HasSourceDateEpoch => Since(9);

    /// <summary>
    /// The analyzer takes <c>-launch-cache</c> and <c>-skip-layers</c>, and restores SBOMs of the launch cache (0.9).
    /// </summary>
    public bool AnalyzerTakesLaunchCache => Since(9);

    /// <summary>
    /// Image extensions exist: <c>order-extensions</c>, <c>-extensions</c>, <c>-generated</c>, the extender (0.10).
    /// </summary>
    public bool HasExtensions => Since(10);

    /// <summary><c>command</c> of a process is an array in metadata.toml and labels (0.10).</summary>
    public bool CommandIsArray => Since(10);

    /// <summary>The detector takes <c>-analyzed</c> (0.10).</summary>
    public bool DetectorReadsAnalyzed => Since(10);

    /// <summary>The restorer takes <c>-build-image</c> and <c>-analyzed</c> is written again (0.10).</summary>
    public bool RestorerTakesBuildImage => Since(10);

    /// <summary>The creator runs the restorer even where it used to skip it (0.10).</summary>
    public bool CreatorAlwaysRestores => Since(10);

    /// <summary>
    /// The flag <c>-build-config</c> exists: defaults of the operator for environment variables (0.11).
    /// </summary>
    public bool HasBuildConfigFlag => Since(11);

    /// <summary>SBOMs of lifecycle and launcher are exported, and <c>-launcher-sbom</c> exists (0.11).</summary>
    public bool HasLifecycleSboms => Since(11);

    /// <summary>The rebaser takes <c>-previous-image</c> (0.11).</summary>
    public bool RebaserTakesPreviousImage => Since(11);

    /// <summary>
    /// Targets replace stacks: in analyzed.toml, for buildpacks, and when an image is rebased (0.12).
    /// </summary>
    public bool HasTargets => Since(12);

    /// <summary>run.toml names the run images instead of stack.toml (0.12).</summary>
    public bool HasRunToml => Since(12);

    /// <summary>
    /// Images may be read from and written to OCI layout folders: <c>-layout</c>, <c>-layout-dir</c> (0.12).
    /// </summary>
    public bool HasLayout => Since(12);

    /// <summary>Extensions may extend or switch the run image: <c>-kind</c>, <c>-extended</c> (0.12).</summary>
    public bool HasRunExtension => Since(12);

    /// <summary>Image history says what each layer is (0.12).</summary>
    public bool HasHistory => Since(12);

    /// <summary>
    /// The rebaser takes <c>-force</c> and checks that the new base is one of those in the labels (0.12).
    /// </summary>
    public bool HasForcedRebase => Since(12);

    /// <summary>The builder takes <c>-analyzed</c> (0.12).</summary>
    public bool BuilderReadsAnalyzed => Since(12);

    /// <summary>The restorer takes <c>-daemon</c>, <c>-generated</c> and the layout flags (0.12).</summary>
    public bool RestorerTakesGenerated => Since(12);

    /// <summary><c>-insecure-registry</c> exists (0.13).</summary>
    public bool HasInsecureRegistries => Since(13);

    /// <summary>
    /// Generated Dockerfiles are in <c>&lt;generated&gt;/&lt;extension&gt;/</c> with build contexts, not in
    /// <c>&lt;generated&gt;/{run,build}/</c> (0.13).
    /// </summary>
    public bool HasExtensionContexts => Since(13);

    /// <summary>Extensions need <c>CNB_EXPERIMENTAL_MODE</c> (until 0.12).</summary>
    public bool ExtensionsAreExperimental => !Since(13);

    /// <summary>The old cache image is deleted once the new one is written (until 0.12).</summary>
    public bool DeletesOldCacheImage => !Since(13);

    /// <summary>The restorer checks that the run image can be read, and takes <c>-run</c> (0.14).</summary>
    public bool RestorerChecksRunImage => Since(14);

    /// <summary>The restorer also brings back launch layers of the cache that the app image lacks (0.14).</summary>
    public bool RestoresLaunchLayersFromCache => Since(14);

    /// <summary>system.toml puts buildpacks of the platform around each group (0.15).</summary>
    public bool HasSystemBuildpacks => Since(15);

    /// <summary>Execution environments choose among buildpacks and processes, and label the image (0.15).</summary>
    public bool HasExecutionEnvironments => Since(ApiMilestones.PlatformExecutionEnvironments);

    /// <summary>Whether images built with a version, supported or not, name their targets instead of a stack (0.12).</summary>
    public static bool ImagesHaveTargets(ApiVersion version) => version.CompareTo(new ApiVersion(0, 12)) >= 0;

    /// <summary>The features of the newest version, for platforms that choose it themselves.</summary>
    public static PlatformFeatures Newest { get; } = For(Supported[^1]);

    /// <summary>The features of a version.</summary>
    /// <exception cref="UnsupportedApiException">The version is not supported.</exception>
    public static PlatformFeatures For(ApiVersion version) =>
        TryFor(version) ?? throw new UnsupportedApiException(UnsupportedApiException.PlatformApi, version, Supported);

    /// <summary>The features of a version, or null when it is not supported.</summary>
    public static PlatformFeatures? TryFor(ApiVersion version) =>
        version is { Major: 0, Minor: >= ApiMilestones.OldestPlatform and <= ApiMilestones.NewestPlatform } ? new PlatformFeatures(version) : null;

    private bool Since(int minor) => Version.Minor >= minor;
}
