using System.IO.Enumeration;
using Buildpacks.Net.Conformance;
using Buildpacks.Net.Conformance.Cases;
using Buildpacks.Net.Conformance.Reports;
using Buildpacks.Net.Conformance.Running;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) => { press.Cancel = true; interrupted.Cancel(); };
DirectoryInfo? root = null;
bool keep = false;
try
{
    Options options = Options.Parse(args);
    keep = options.Keep;
    ConformanceCase[] cases =
    [
        .. CaseLibrary.Load(Path.Combine(AppContext.BaseDirectory, "Chapters"))
            .Where(example => example.Id.Contains(options.Filter, StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(options.Only, example.Id)),
    ];
    if (options.List)
    {
        Array.ForEach(cases, example => Console.WriteLine($"{example.Id}  {example.Requirement}  ({example.Apis})"));
        return 0;
    }

    Prerequisites.Require(options.Binaries);
    root = Directory.CreateTempSubdirectory("conformance-");
    File.SetUnixFileMode(root.FullName, (UnixFileMode)0b111_101_101);
    IReadOnlyList<Verdict> verdicts = await new SuiteRun(options, root.FullName).RunAsync(cases, Tell, interrupted.Token);
    ChapterTable.Write(verdicts, Console.Out);
    if (options.JUnit is { } file)
    {
        JUnitReport.Write(verdicts, file);
    }

    if (options.Ctrf is { } counts)
    {
        CtrfReport.Write(verdicts, counts);
    }

    return verdicts.Count > 0 && verdicts.All(verdict => verdict.Failure is null) ? 0 : 1;
}
catch (Exception error) when (error is ArgumentException or FormatException or CaseException)
{
    Console.Error.WriteLine($"error: {error.Message}\n\n{Options.Usage}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("interrupted");
    return 130;
}
finally
{
    if (!keep)
    {
        root?.Delete(recursive: true);
    }
}

static void Tell(Verdict verdict)
{
    if (verdict.Failure is { } failure)
    {
        Console.WriteLine($"FAILED {verdict.Case.Id}: {verdict.Case.Name}\n{failure}");
    }
}
