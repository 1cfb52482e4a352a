namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// <c>lifecycle.toml</c>: what a lifecycle is and which APIs it speaks (Platform API, lifecycle.toml).
/// </summary>
public sealed record LifecycleToml : IDocument<LifecycleToml>
{
    /// <summary>Version of the lifecycle.</summary>
    public string Version { get; init; } = "";

    /// <summary>Buildpack APIs that are supported, deprecated ones included, as written.</summary>
    public IReadOnlyList<string> BuildpackApis { get; init; } = [];

    /// <summary>Buildpack APIs that will go, as written.</summary>
    public IReadOnlyList<string> DeprecatedBuildpackApis { get; init; } = [];

    /// <summary>Platform APIs that are supported, deprecated ones included, as written.</summary>
    public IReadOnlyList<string> PlatformApis { get; init; } = [];

    /// <summary>Platform APIs that will go, as written.</summary>
    public IReadOnlyList<string> DeprecatedPlatformApis { get; init; } = [];

    /// <inheritdoc/>
    public static LifecycleToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        var apis = root.Child("apis");
        var buildpack = apis?.Child("buildpack");
        var platform = apis?.Child("platform");
        return new LifecycleToml
        {
            Version = root.Child("lifecycle")?.Text("version") ?? "",
            BuildpackApis = buildpack?.Strings("supported") ?? [],
            DeprecatedBuildpackApis = buildpack?.Strings("deprecated") ?? [],
            PlatformApis = platform?.Strings("supported") ?? [],
            DeprecatedPlatformApis = platform?.Strings("deprecated") ?? [],
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<LifecycleToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<LifecycleToml>(path, cancellationToken);

    /// <summary>The document as it is put into a lifecycle image.</summary>
    public string ToToml() => Toml.TomlWriter.Write(new Toml.TomlTable
    {
        ["lifecycle"] = new Toml.TomlTable { ["version"] = Version },
        ["apis"] = new Toml.TomlTable
        {
            ["buildpack"] = Apis(DeprecatedBuildpackApis, BuildpackApis),
            ["platform"] = Apis(DeprecatedPlatformApis, PlatformApis),
        },
    });

    private static Toml.TomlTable Apis(IReadOnlyList<string> deprecated, IReadOnlyList<string> supported) =>
        new() { ["deprecated"] = Toml.TomlArray.Of(deprecated), ["supported"] = Toml.TomlArray.Of(supported) };
}
