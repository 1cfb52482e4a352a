using Buildpacks.Net.Conformance.Running;

namespace Buildpacks.Net.Conformance.Reports;

/// <summary>The result for people: a line for each chapter, and one for all.</summary>
internal static class ChapterTable
{
    public static void Write(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        foreach (IGrouping<string?, Verdict> reason in verdicts.GroupBy(verdict => verdict.NotApplicable).Where(group => group.Key is not null))
        {
            output.WriteLine($"not applicable, {reason.Key}: {string.Join(", ", reason.Select(verdict => verdict.Case.Id))}");
        }

        output.WriteLine($"{"chapter",-14} {"passed",7} {"failed",7} {"not applicable",15}");
        foreach (IGrouping<string, Verdict> chapter in verdicts.GroupBy(verdict => verdict.Case.Chapter))
        {
            WriteLine(chapter.Key, [.. chapter], output);
        }

        WriteLine("all", verdicts, output);
    }

    private static void WriteLine(string name, IReadOnlyList<Verdict> verdicts, TextWriter output) => output.WriteLine(
        $"{name,-14} {verdicts.Count(verdict => verdict.Passed),7} {verdicts.Count(verdict => verdict.Failure is not null),7} {verdicts.Count(verdict => verdict.NotApplicable is not null),15}");
}
