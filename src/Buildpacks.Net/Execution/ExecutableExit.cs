namespace Buildpacks.Net.Execution;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code, 0 to 255; 128 plus the signal when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
public readonly record struct ExecutableExit(int ExitCode, int Signal);
