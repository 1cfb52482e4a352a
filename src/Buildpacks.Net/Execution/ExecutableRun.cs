namespace Buildpacks.Net.Execution;

/// <summary>One program to run: a buildpack's <c>bin/detect</c>, <c>bin/build</c> or an extension's <c>bin/generate</c>.</summary>
/// <param name="Path">Absolute path of the program.</param>
/// <param name="Arguments">Arguments after the program's name.</param>
/// <param name="Environment">The whole environment of the program, <c>NAME=value</c>; nothing is inherited.</param>
/// <param name="WorkingDirectory">The folder it starts in.</param>
/// <param name="Output">Receives standard output and standard error, in the order written. Not disposed.</param>
public sealed record ExecutableRun(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Environment,
    string WorkingDirectory,
    Stream Output);
