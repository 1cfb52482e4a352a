namespace Buildpacks.Net.Sdk.Hosting;

/// <summary>How the program was started: everything it gets from outside, so that a test can give it too.</summary>
/// <param name="Program">File name of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="WorkingDirectory">The folder it was started in: the application.</param>
/// <param name="RawOutput">Standard output, for programs it starts.</param>
/// <param name="Output">Standard output, for text.</param>
/// <param name="Errors">Standard error, for text.</param>
internal sealed record HostCall(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    Stream RawOutput,
    TextWriter Output,
    TextWriter Errors);
