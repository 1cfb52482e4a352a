namespace Buildpacks.Net.Sdk.Hosting;

/// <summary>
/// How a buildpack is started: everything it gets from outside. A program's Main takes it from the process; a test, or a service that
/// runs buildpacks in its own process, gives it.
/// </summary>
/// <param name="Program">File name of the program: <c>detect</c>, <c>build</c>, or another with the phase as its first argument.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="WorkingDirectory">The folder it was started in: the application.</param>
/// <param name="RawOutput">Standard output, for programs it starts.</param>
/// <param name="Output">Standard output, for text.</param>
/// <param name="Errors">Standard error, for text.</param>
public sealed record HostCall(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    Stream RawOutput,
    TextWriter Output,
    TextWriter Errors);
