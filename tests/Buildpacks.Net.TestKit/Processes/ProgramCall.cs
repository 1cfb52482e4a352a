using System.Diagnostics;

namespace Buildpacks.Net.TestKit.Processes;

/// <summary>A program with its arguments and surroundings.</summary>
/// <param name="Program">A path, or a name of the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables that are set, or removed when null, in what it inherits.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Its working folder; null for that of the tests.</summary>
    public string? Directory { get; init; }

    /// <summary>How long it may take; it is ended with its children after that.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(6);

    internal ProcessStartInfo ToStartInfo()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory ?? "",
        };
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
