// The one build script: dotnet run build.cs -- TARGET. CI runs the same targets as people do; `help` lists them.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

Directory.SetCurrentDirectory((string)AppContext.GetData("EntryPointFileDirectoryPath")!);
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) => { press.Cancel = true; interrupted.Cancel(); };
string[] rest = args.Length > 1 ? args[1..] : [];
try
{
    return (args.FirstOrDefault() ?? "help") switch
    {
        "quick" => await Targets.QuickAsync(rest, interrupted.Token),
        "test" => await Targets.TestAsync(rest, interrupted.Token),
        "aot" => await Targets.AotAsync(interrupted.Token),
        "conformance" => await Targets.ConformanceAsync(rest, interrupted.Token),
        "golden" => await Targets.GoldenAsync(rest, interrupted.Token),
        "bench" => await Targets.BenchAsync(rest, interrupted.Token),
        "fuzz" => await Targets.FuzzAsync(rest, interrupted.Token),
        "format" => await Targets.FormatAsync(rest, interrupted.Token),
        "pack" => await Targets.PackAsync(interrupted.Token),
        "help" or "-h" or "--help" => Targets.Help(),
        var unknown => Targets.Help($"error: there is no target \"{unknown}\""),
    };
}
catch (StepFailedException failure)
{
    Console.Error.WriteLine($"error: {failure.Message}");
    return 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("interrupted");
    return 130;
}

/// <summary>What can be asked for; each returns the exit code.</summary>
internal static class Targets
{
    private const string Solution = "Buildpacks.Net.sln";

    public static int Help(string? error = null)
    {
        Console.Error.Write(error is null ? "" : $"{error}\n");
        Console.WriteLine("""
            usage: dotnet run build.cs -- TARGET [ARGUMENTS]

              quick [FILTER]   build, and run the tests that need nothing but the .NET SDK (under two minutes)
              test [FILTER]    everything: install what is missing (apt, as root), build the native binaries, run every test
              aot              publish the static `lifecycle` and `launcher` into artifacts/bin/RID, with a link for each phase
              conformance [--bin DIR] [FILTER]
                               judge a lifecycle (default: the static binaries) by the examples of spec/conformance.md
              golden TOOL ...  compare the binaries with recorded behaviour: TOOL (or $GOLDEN_TOOL) is called with --bin DIR
              bench [FILTER]   compare layers and phases with other programs and the machine's limit: one table each (bench [--corpus DIR]);
                               with a FILTER, run the benchmarks of single parts; `bench phases`, `layers`, `launcher`: one table
              fuzz [SECONDS]   run the property tests for longer, with fresh seeds (default: 60 seconds each)
              format [check]   format the sources, or only check them
              pack             build the native binaries, and write the NuGet packages into artifacts/packages

            FILTER is part of a test project's name, for instance Oci.
            """);
        return error is null ? 0 : 2;
    }

    public static async Task<int> QuickAsync(string[] filter, CancellationToken cancellationToken)
    {
        await Step.RunAsync("build", "dotnet", ["build", Solution, "-v", "quiet", "-clp:NoSummary"], cancellationToken);
        return await Tests.RunAllAsync(Tests.Projects(filter), ["-trait-", "needs=*"], cancellationToken);
    }

    public static async Task<int> TestAsync(string[] filter, CancellationToken cancellationToken)
    {
        await Packages.InstallAsync([.. Packages.ForNativeBinaries, .. Packages.ForAcceptance], cancellationToken);
        await Step.RunAsync("build", "dotnet", ["build", Solution, "-v", "quiet", "-clp:NoSummary"], cancellationToken);
        await AotAsync(cancellationToken);
        return await Tests.RunAllAsync(Tests.Projects(filter, conformance: true), [], cancellationToken);
    }

    public static async Task<int> ConformanceAsync(string[] arguments, CancellationToken cancellationToken)
    {
        await Packages.InstallAsync(["docker-registry:/usr/bin/docker-registry"], cancellationToken);
        if (!arguments.Contains("--bin"))
        {
            await AotAsync(cancellationToken);
            arguments = ["--bin", NativeBinaries.Folder, .. arguments];
        }

        return await Step.ExitCodeAsync("conformance", "dotnet", ["run", "--project", $"tests/{Tests.Conformance}", "--", .. arguments], cancellationToken);
    }

    public static async Task<int> AotAsync(CancellationToken cancellationToken)
    {
        await Packages.InstallAsync(Packages.ForNativeBinaries, cancellationToken);
        await NativeBinaries.PublishAsync(cancellationToken);
        return 0;
    }

    public static async Task<int> GoldenAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string tool = arguments.FirstOrDefault() ?? Environment.GetEnvironmentVariable("GOLDEN_TOOL")
            ?? throw new StepFailedException("name the comparison tool: dotnet run build.cs -- golden TOOL [ARGUMENTS], or set GOLDEN_TOOL");
        await AotAsync(cancellationToken);
        return await Step.ExitCodeAsync("golden", tool, ["--bin", NativeBinaries.Folder, .. arguments.Skip(1)], cancellationToken);
    }

    public static async Task<int> BenchAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is [] or ["--corpus", ..])
        {
            await Packages.InstallAsync(Packages.ForComparison, cancellationToken);
            await AotAsync(cancellationToken);
            arguments = ["figures", "--bin", NativeBinaries.Folder, .. arguments];
        }

        string[] chosen = arguments is [var one] and not ["layers" or "phases" or "launcher"] ? ["--filter", $"*{one}*"] : arguments;
        return await Step.ExitCodeAsync(
            "bench", "dotnet", ["run", "-c", "Release", "--project", "benchmarks/Buildpacks.Net.Benchmarks", "--", .. chosen], cancellationToken);
    }

    public static async Task<int> FuzzAsync(string[] arguments, CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable("FUZZ_SECONDS", arguments.FirstOrDefault() ?? "60");
        await Step.RunAsync("build", "dotnet", ["build", Solution, "-v", "quiet", "-clp:NoSummary"], cancellationToken);
        return await Tests.RunAllAsync(Tests.Projects([]), ["-trait", "kind=fuzz"], cancellationToken);
    }

    public static Task<int> FormatAsync(string[] arguments, CancellationToken cancellationToken) =>
        Step.ExitCodeAsync("format", "dotnet",
            ["format", Solution, "--no-restore", .. (arguments is ["check"] ? new[] { "--verify-no-changes" } : [])], cancellationToken);

    public static async Task<int> PackAsync(CancellationToken cancellationToken)
    {
        await AotAsync(cancellationToken);
        await Step.RunAsync("pack", "dotnet", ["pack", Solution, "-c", "Release", "-v", "quiet", "-o", "artifacts/packages"], cancellationToken);
        Console.WriteLine(string.Join('\n', Directory.EnumerateFiles("artifacts/packages", "*.nupkg").Order(StringComparer.Ordinal)
            .Select(package => $"    {package}  {new FileInfo(package).Length / 1024.0:F0} KiB")));
        return 0;
    }
}

/// <summary>The static executables and the links that make one binary answer to each phase's name.</summary>
internal static class NativeBinaries
{
    private static readonly string Rid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private static readonly string[] Phases =
        ["analyzer", "detector", "restorer", "extender", "builder", "exporter", "creator", "rebaser"];

    public static string Folder { get; } = Path.GetFullPath($"artifacts/bin/{Rid}");

    public static async Task PublishAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        foreach (string name in (string[])["lifecycle", "launcher"])
        {
            string project = $"src/Buildpacks.Net.{char.ToUpperInvariant(name[0])}{name[1..]}";
            string output = $"artifacts/publish/{Rid}/{name}";
            // Restored without the RID: with it, the lock files of libraries would change.
            await Step.RunAsync($"aot {name}", "dotnet", ["restore", project, "-v", "quiet"], cancellationToken, quiet: true);
            await Step.RunAsync($"publish {name}", "dotnet",
                ["publish", project, "--no-restore", "-c", "Release", "-r", Rid, "-v", "quiet", "-clp:NoSummary", "-o", output], cancellationToken, quiet: true);
            foreach (string file in Directory.GetFiles(output, "*.sbom.*.json").Prepend(Path.Combine(output, name)))
            {
                Replace(file, Path.Combine(Folder, Path.GetFileName(file)));
            }

            await RequireStaticAsync(Path.Combine(Folder, name), cancellationToken);
        }

        foreach (string phase in Phases)
        {
            string link = Path.Combine(Folder, phase);
            File.Delete(link);
            File.CreateSymbolicLink(link, "lifecycle");
        }
    }

    // A binary that runs elsewhere keeps its inode; whoever looks sees the old or the new file, never half of one.
    private static void Replace(string from, string to)
    {
        File.Copy(from, to + ".new", overwrite: true);
        File.Move(to + ".new", to, overwrite: true);
    }

    private static async Task RequireStaticAsync(string binary, CancellationToken cancellationToken)
    {
        (_, string output) = await Step.CaptureAsync("ldd", [binary], TimeSpan.FromMinutes(1), cancellationToken);
        if (!output.Contains("not a dynamic executable", StringComparison.Ordinal))
        {
            throw new StepFailedException($"{binary} must be static, but ldd says: {output.Trim()}");
        }

        Console.WriteLine($"    {Path.GetRelativePath(".", binary)}  {new FileInfo(binary).Length / 1048576.0:F1} MiB, static");
    }
}

/// <summary>Debian packages by the file that shows they are there.</summary>
internal static class Packages
{
    public static readonly string[] ForNativeBinaries =
    [
        "clang:/usr/bin/clang", "cmake:/usr/bin/cmake", "make:/usr/bin/make", "binutils:/usr/bin/objcopy",
        "zlib1g-dev:/usr/include/zlib.h", "libssl-dev:/usr/include/openssl/ssl.h",
    ];

    public static readonly string[] ForAcceptance =
    [
        "docker.io:/usr/sbin/dockerd", "docker-registry:/usr/bin/docker-registry", "skopeo:/usr/bin/skopeo", "umoci:/usr/bin/umoci", "busybox-static:/bin/busybox",
        "jq:/usr/bin/jq", "iptables:/usr/sbin/iptables", "openssl:/usr/bin/openssl", "apache2-utils:/usr/bin/htpasswd",
        "git:/usr/bin/git", "pigz:/usr/bin/pigz", "ca-certificates:/etc/ssl/certs/ca-certificates.crt",
    ];

    public static readonly string[] ForComparison =
        ["openssl:/usr/bin/openssl", "isal:/usr/bin/igzip", "libdeflate-tools:/usr/bin/libdeflate-gzip", "pigz:/usr/bin/pigz", "zstd:/usr/bin/zstd", "docker-registry:/usr/bin/docker-registry", "skopeo:/usr/bin/skopeo"];

    public static async Task InstallAsync(string[] wanted, CancellationToken cancellationToken)
    {
        string[] missing = [.. wanted.Select(row => row.Split(':')).Where(row => !File.Exists(row[1])).Select(row => row[0])];
        if (missing is [])
        {
            return;
        }

        string names = string.Join(' ', missing);
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            throw new StepFailedException($"these Debian packages are missing: {names}. Install them (apt-get install {names}) or run this as root");
        }

        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        await Step.RunAsync("apt update", "apt-get", ["-q", "-o", "Acquire::Retries=3", "update"], cancellationToken, quiet: true);
        await Step.RunAsync($"apt install {names}", "apt-get",
            ["-q", "-y", "-o", "Acquire::Retries=3", "--no-install-recommends", "install", .. missing], cancellationToken, quiet: true);
    }
}

/// <summary>Test projects are executables: each is run by itself, and its report is read from a file.</summary>
internal static class Tests
{
    /// <summary>The suite that judges the native binaries by examples.</summary>
    public const string Conformance = "Buildpacks.Net.Conformance";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);
    private static readonly string[] Quiet = ["-noColor", "-noLogo", "-reporter", "quiet"];

    public static string[] Projects(string[] filter, bool conformance = false) =>
    [
        .. Directory.EnumerateFiles("tests", "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Concat(conformance ? [Conformance] : [])
            .Where(name => filter is [] || filter.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal),
    ];

    public static async Task<int> RunAllAsync(string[] projects, string[] arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory("artifacts/test-results");

        // Conformance keeps all processors busy, Acceptance starts daemons and containers: they have the machine to themselves, after the others.
        var results = new List<TestCounts>();
        foreach (IGrouping<bool, string> stage in projects.GroupBy(name => name == Conformance || name.Contains("Acceptance")).OrderBy(stage => stage.Key))
        {
            using var slots = new SemaphoreSlim(stage.Key ? 1 : Environment.ProcessorCount);
            results.AddRange(await Task.WhenAll(stage.Select(name => RunAsync(name, arguments, slots, cancellationToken))));
        }

        (int passed, int failed, int skipped) = (results.Sum(r => r.Passed), results.Sum(r => r.Failed), results.Sum(r => r.Skipped));
        Console.WriteLine(skipped == 0 ? $"{passed} passed, {failed} failed" : $"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static async Task<TestCounts> RunAsync(string project, string[] arguments, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            string report = Path.GetFullPath($"artifacts/test-results/{project}.json");
            File.Delete(report);
            long start = Stopwatch.GetTimestamp();
            (int exitCode, string output) = await Step.CaptureAsync(
                $"tests/{project}/bin/Debug/net10.0/{project}", [.. project == Conformance ? ["--bin", NativeBinaries.Folder] : Quiet, .. arguments, "-result-ctrf", report],
                Limit, cancellationToken);
            TestCounts counts = TestCounts.Read(report, exitCode);
            string verdict = counts.Failed == 0 ? "ok  " : "FAIL";
            Console.WriteLine($"{verdict} {project}: {counts.Passed} passed, {counts.Failed} failed, {counts.Skipped} skipped in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
            Console.Write(counts.Failed > 0 || arguments.Contains("kind=fuzz") ? $"{output.TrimEnd()}\n" : "");
            return counts;
        }
        finally
        {
            slots.Release();
        }
    }
}

/// <summary>What one test project's report says.</summary>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Reads a report; a program that ended badly without naming a failed test counts as one failure.</summary>
    public static TestCounts Read(string report, int exitCode)
    {
        if (!File.Exists(report))
        {
            return new TestCounts(0, 1, 0);
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(report));
        JsonElement summary = document.RootElement.GetProperty("results").GetProperty("summary");
        int failed = summary.GetProperty("failed").GetInt32();
        return new TestCounts(
            summary.GetProperty("passed").GetInt32(), failed == 0 && exitCode != 0 ? 1 : failed, summary.GetProperty("skipped").GetInt32());
    }
}

/// <summary>Runs programs: aloud as a step of the build, or silently for their output.</summary>
internal static class Step
{
    public static async Task RunAsync(string title, string program, string[] arguments, CancellationToken cancellationToken, bool quiet = false)
    {
        int exitCode = await (quiet ? QuietAsync(title, program, arguments, cancellationToken) : ExitCodeAsync(title, program, arguments, cancellationToken));
        if (exitCode != 0)
        {
            throw new StepFailedException($"{title} failed: {program} {string.Join(' ', arguments)} ended with {exitCode}");
        }
    }

    public static async Task<int> ExitCodeAsync(string title, string program, string[] arguments, CancellationToken cancellationToken)
    {
        Console.WriteLine($"==> {title}");
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await WaitAsync(process, cancellationToken);
        Console.WriteLine($"    {title}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        return process.ExitCode;
    }

    public static async Task<(int ExitCode, string Output)> CaptureAsync(
        string program, string[] arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = new StringBuilder();
        Task pumps = Task.WhenAll(PumpAsync(process.StandardOutput, output), PumpAsync(process.StandardError, output));
        int exitCode;
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(limit);
        try
        {
            await WaitAsync(process, timed.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            exitCode = 124;
        }

        // A grandchild that lives on may hold the pipe open: what was said until now is enough.
        await Task.WhenAny(pumps, Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None));
        lock (output)
        {
            return (exitCode, exitCode == 124 ? $"{output}{program} was stopped after {limit.TotalMinutes:F0} minutes" : output.ToString());
        }
    }

    private static async Task PumpAsync(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static async Task<int> QuietAsync(string title, string program, string[] arguments, CancellationToken cancellationToken)
    {
        Console.WriteLine($"==> {title}");
        (int exitCode, string output) = await CaptureAsync(program, arguments, TimeSpan.FromMinutes(15), cancellationToken);
        Console.Write(exitCode == 0 ? "" : output);
        return exitCode;
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>A step ended badly; the message is all there is to say.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
