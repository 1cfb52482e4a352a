namespace Buildpacks.Net.Cli.Projects;

/// <summary>A buildpack that a project descriptor asks for.</summary>
internal sealed record ProjectBuildpack
{
    /// <summary>The descriptor that asks for it; relative paths are relative to its folder.</summary>
    public required string File { get; init; }

    /// <summary>The id; may be empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The version; may be empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it is; may be empty.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Its whole source, when the descriptor holds that; null otherwise.</summary>
    public InlineScript? Script { get; init; }

    public static ProjectBuildpack From(ProjectTable table)
    {
        var buildpack = new ProjectBuildpack
        {
            File = table.File,
            Id = table.Text("id"),
            Version = table.Text("version"),
            Uri = table.Text("uri"),
            Script = table.Table("script") is { } script ? InlineScript.From(script) : null,
        };
        return buildpack switch
        {
            { Uri.Length: > 0, Script: not null } => throw table.Fault("a buildpack has both a uri and a script; keep one of them"),
            { Script: not null, Id.Length: 0 } => throw table.Fault("a buildpack with a script needs an id"),
            { Uri.Length: 0, Id.Length: 0 } => throw table.Fault("a buildpack has neither a uri nor an id"),
            _ => buildpack,
        };
    }
}
