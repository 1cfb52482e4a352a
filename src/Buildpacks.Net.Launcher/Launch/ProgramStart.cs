namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Everything that execve needs.</summary>
/// <param name="Path">The program.</param>
/// <param name="Arguments">Its arguments, its name first.</param>
/// <param name="Environment">Its environment, "NAME=value".</param>
internal sealed record ProgramStart(string Path, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment);
