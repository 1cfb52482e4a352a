namespace Buildpacks.Net.Spec.Env;

/// <summary>A file that sets an environment variable.</summary>
/// <param name="Name">Its name: that of the variable and, behind the first dot, what to do.</param>
/// <param name="Value">Its contents, verbatim.</param>
public sealed record EnvironmentFile(string Name, string Value);
