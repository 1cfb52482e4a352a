using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Buildpacks.Net.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["layers", .. var rest]:
                return await LayerFigures.RunAsync(new Arguments(rest));
            case ["phases", .. var rest]:
                return await PhaseComparison.RunAsync(new Arguments(rest));
            case ["launcher", .. var rest]:
                return await LauncherFigures.RunAsync(new Arguments(rest));
            case ["figures", .. var rest]:
                int code = await LayerFigures.RunAsync(new Arguments(rest));
                return code == 0 ? await PhaseComparison.RunAsync(new Arguments(rest)) : code;
        }

        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        return BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }
}
