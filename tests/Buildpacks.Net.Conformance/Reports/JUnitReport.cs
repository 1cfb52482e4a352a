using System.Globalization;
using System.Xml.Linq;
using Buildpacks.Net.Conformance.Running;

namespace Buildpacks.Net.Conformance.Reports;

/// <summary>The result for CI servers: a test suite for each chapter.</summary>
internal static class JUnitReport
{
    public static void Write(IReadOnlyList<Verdict> verdicts, string file) => new XDocument(new XElement(
        "testsuites", verdicts.GroupBy(verdict => verdict.Case.Chapter).Select(chapter => new XElement(
            "testsuite",
            new XAttribute("name", chapter.Key),
            new XAttribute("tests", chapter.Count()),
            new XAttribute("failures", chapter.Count(verdict => verdict.Failure is not null)),
            new XAttribute("skipped", chapter.Count(verdict => verdict.NotApplicable is not null)),
            chapter.Select(ToElement))))).Save(file);

    private static XElement ToElement(Verdict verdict) => new(
        "testcase",
        new XAttribute("classname", $"conformance.{verdict.Case.Chapter}"),
        new XAttribute("name", verdict.Case.Name),
        new XAttribute("time", verdict.Seconds.ToString("F3", CultureInfo.InvariantCulture)),
        new XElement("properties", new XElement("property", new XAttribute("name", "requirement"), new XAttribute("value", verdict.Case.Requirement))),
        verdict.Failure is { } failure ? new XElement("failure", new XAttribute("message", verdict.Case.Name), Printable(failure)) : null,
        verdict.NotApplicable is { } reason ? new XElement("skipped", new XAttribute("message", reason)) : null);

    // Colours of logs are no XML.
    private static string Printable(string text) => string.Concat(text.Where(letter => letter is '\n' or '\t' or >= ' ' and not '\ufffe' and not '\uffff' && !char.IsSurrogate(letter)));
}
