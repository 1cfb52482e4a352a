using System.Text.Json;
using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Cases;

namespace Buildpacks.Net.Conformance.Judging;

/// <summary>Exit codes as the Platform specification groups them: a number, or the name of a phase for "a fault of that phase".</summary>
internal static class ExitCodes
{
    private static readonly Dictionary<string, (int First, int Last)> Phases = new()
    {
        ["detect"] = (22, 29),
        ["analyze"] = (30, 39),
        ["restore"] = (40, 49),
        ["build"] = (50, 59),
        ["export"] = (60, 69),
        ["rebase"] = (70, 79),
        ["launch"] = (80, 89),
        ["generate"] = (90, 99),
    };

    public static bool Allows(JsonNode? expected, int code) => expected?.GetValueKind() switch
    {
        null => code == 0,
        JsonValueKind.Number => code == expected.GetValue<long>(),
        _ => IsFault(code, expected.GetValue<string>()),
    };

    public static string Describe(JsonNode? expected) => expected?.GetValueKind() switch
    {
        null => "0",
        JsonValueKind.Number => expected.ToJsonString(),
        _ when expected.GetValue<string>() == "fault" => "any but 0",
        _ => $"{Range(expected.GetValue<string>()).First} to {Range(expected.GetValue<string>()).Last}, or 1 to 10 or 13 to 19 (a fault of any phase)",
    };

    private static bool IsFault(int code, string phase) => phase == "fault"
        ? code is not (0 or 124)
        : code is (>= 1 and <= 10) or (>= 13 and <= 19) || (code >= Range(phase).First && code <= Range(phase).Last && code != 51);

    private static (int First, int Last) Range(string phase) =>
        Phases.TryGetValue(phase, out (int, int) range) ? range : throw new CaseException($"\"{phase}\" is no exit code");
}
