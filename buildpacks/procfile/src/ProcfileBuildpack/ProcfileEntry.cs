namespace ProcfileBuildpack;

/// <summary>A line of a Procfile: <c>TYPE: COMMAND</c>.</summary>
/// <param name="Type">The process type.</param>
/// <param name="Command">The command line, for a shell.</param>
internal sealed record ProcfileEntry(string Type, string Command);
