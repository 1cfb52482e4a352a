namespace Buildpacks.Net.Cli.Projects;

/// <summary>A buildpack whose <c>bin/build</c> stands in the project descriptor.</summary>
/// <param name="Api">The Buildpack API it is written for.</param>
/// <param name="Shell">The interpreter.</param>
/// <param name="Text">The script.</param>
internal sealed record InlineScript(string Api, string Shell, string Text)
{
    private const string DefaultShell = "/bin/sh";

    public static InlineScript From(ProjectTable table) => new(
        table.Text("api") is { Length: > 0 } api ? api : throw table.Fault("a script needs the api it is written for"),
        table.Text("shell") is { Length: > 0 } shell ? shell : DefaultShell,
        table.Text("inline") is { Length: > 0 } text ? text : throw table.Fault("a script needs the text 'inline'"));
}
