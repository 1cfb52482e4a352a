namespace Buildpacks.Net.Cli.Inspect;

/// <summary>What a layer is, as the labels of its image say.</summary>
/// <param name="Kind"><c>buildpack</c>, <c>app</c>, <c>launcher</c>, <c>config</c>, <c>process-types</c>, <c>sbom</c> or <c>unknown</c>.</param>
internal sealed record LayerContent(string Kind)
{
    /// <summary>The buildpack that made it; null for other kinds.</summary>
    public string? Buildpack { get; init; }

    /// <summary>Its name; null for other kinds than those of buildpacks.</summary>
    public string? Layer { get; init; }

    /// <summary>Which of <c>launch</c>, <c>build</c> and <c>cache</c> it is.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>In words for people.</summary>
    public string Text => Kind switch
    {
        "buildpack" => $"{Buildpack}:{Layer}",
        "app" => "application",
        "config" => "launch configuration",
        "process-types" => "process types",
        "sbom" => "bills of materials",
        "unknown" => "(not named by the labels)",
        _ => Kind,
    };
}
