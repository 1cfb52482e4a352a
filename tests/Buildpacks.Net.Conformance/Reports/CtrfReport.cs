using System.Text.Json.Nodes;
using Buildpacks.Net.Conformance.Running;

namespace Buildpacks.Net.Conformance.Reports;

/// <summary>The result for the build script, in the common test report format.</summary>
internal static class CtrfReport
{
    public static void Write(IReadOnlyList<Verdict> verdicts, string file) => File.WriteAllText(file, new JsonObject
    {
        ["results"] = new JsonObject
        {
            ["tool"] = new JsonObject { ["name"] = "conformance" },
            ["summary"] = new JsonObject
            {
                ["tests"] = verdicts.Count,
                ["passed"] = verdicts.Count(verdict => verdict.Passed),
                ["failed"] = verdicts.Count(verdict => verdict.Failure is not null),
                ["skipped"] = verdicts.Count(verdict => verdict.NotApplicable is not null),
            },
            ["tests"] = new JsonArray([.. verdicts.Select(verdict => new JsonObject
            {
                ["name"] = verdict.Case.Id,
                ["status"] = verdict.Failure is not null ? "failed" : verdict.NotApplicable is not null ? "skipped" : "passed",
                ["duration"] = (long)(verdict.Seconds * 1000),
            })]),
        },
    }.ToJsonString());
}
