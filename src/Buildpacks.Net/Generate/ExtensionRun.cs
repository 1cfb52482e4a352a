using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Generate;

/// <summary>Runs one extension's <c>bin/generate</c>, or takes its folder <c>generate</c> in place of that, and checks what came of it.</summary>
internal sealed class ExtensionRun(GenerateInputs inputs, ComponentEnvironment environment, Component extension, BuildpackFeatures features)
{
    private const string ConfigName = "extend-config.toml";
    private static readonly string[] ArgumentsOfLifecycle = ["build_id", "user_id", "group_id"];

    /// <summary>The id in the descriptor names the folder, even where the group calls the extension otherwise.</summary>
    private readonly BuildpackId _id = extension.Descriptor.Info.Id ?? extension.Id;

    /// <summary>Runs it.</summary>
    /// <param name="outputDirectory">The folder of all extensions' output.</param>
    /// <param name="plan">What it has to provide.</param>
    /// <param name="cancellationToken">Cancels; the program is ended with all it started.</param>
    /// <exception cref="LifecycleException">It failed, or what it wrote cannot be used.</exception>
    public async Task<ExtensionOutput> RunAsync(string outputDirectory, BuildpackPlanToml plan, CancellationToken cancellationToken)
    {
        var output = $"{outputDirectory}/{_id.FolderName}";
        PosixFile.MakeDirectories(output);
        if (PosixFile.TryStatus(extension.Directory + "/bin/generate") is null)
        {
            await CopyStaticAsync(output, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RunProgramAsync(output, plan, cancellationToken).ConfigureAwait(false);
        }

        await CheckConfigAsync(output, cancellationToken).ConfigureAwait(false);
        var run = await ReadDockerfileAsync(output, ExtensionDockerfile.RunKind, cancellationToken).ConfigureAwait(false);
        var build = await ReadDockerfileAsync(output, ExtensionDockerfile.BuildKind, cancellationToken).ConfigureAwait(false);
        CheckContexts(output);
        return new ExtensionOutput(
            _id, output, [.. new[] { run, build }.OfType<ExtensionDockerfile>()], [.. plan.Entries.Select(entry => entry.Name)]);
    }

    /// <summary>The folder <c>generate</c> of an extension without programs is its output; the extender looks for it where all output is.</summary>
    private async Task CopyStaticAsync(string output, CancellationToken cancellationToken)
    {
        var source = extension.Directory + "/generate";
        if (PosixFile.TryStatus(source) is { Type: PosixFileType.Directory })
        {
            await FolderCopy.CopyAsync(source, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunProgramAsync(string output, BuildpackPlanToml plan, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("generate");
        var planPath = folder.Path + "/plan.toml";
        await AtomicFile.WriteAsync(planPath, Encoding.UTF8.GetBytes(plan.ToToml()), cancellationToken).ConfigureAwait(false);
        var program = new ExecutableRun(
            extension.Directory + "/bin/generate",
            [output, inputs.PlatformDirectory, planPath],
            Environment(output, planPath),
            inputs.AppDirectory,
            inputs.Output);
        ExecutableExit exit;
        try
        {
            exit = await inputs.Runner.RunAsync(program, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw GenerateFault.NotStarted(extension, fault);
        }

        if (exit.ExitCode != 0)
        {
            throw GenerateFault.Failed(extension, exit);
        }
    }

    private IReadOnlyList<string> Environment(string output, string planPath)
    {
        try
        {
            return environment.ForGenerate(extension, features, planPath, output);
        }
        catch (SpecException fault)
        {
            throw GenerateFault.NotPossible(extension.ToString(), fault);
        }
    }

    private async Task CheckConfigAsync(string output, CancellationToken cancellationToken)
    {
        ExtendConfigToml? config;
        try
        {
            config = await DocumentFile.ReadIfPresentAsync<ExtendConfigToml>($"{output}/{ConfigName}", cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw GenerateFault.Unusable(extension, fault.Message, fault);
        }

        var reserved = config?.BuildArgs.Concat(config.RunArgs).Select(argument => argument.Key).FirstOrDefault(ArgumentsOfLifecycle.Contains);
        if (reserved is not null)
        {
            throw GenerateFault.Unusable(extension, $"{output}/{ConfigName}: the argument '{reserved}' is the lifecycle's own; choose another name");
        }
    }

    private async Task<ExtensionDockerfile?> ReadDockerfileAsync(string output, string kind, CancellationToken cancellationToken)
    {
        try
        {
            var dockerfile = await ExtensionDockerfile.ReadAsync(output, kind, inputs.Log, cancellationToken).ConfigureAwait(false);
            if (dockerfile is not null)
            {
                GenerateLog.Found(inputs.Log, dockerfile.Path);
            }

            return dockerfile;
        }
        catch (DocumentException fault)
        {
            throw GenerateFault.Unusable(extension, fault.Message, fault);
        }
    }

    private void CheckContexts(string output)
    {
        bool Has(string name) => PosixFile.TryStatus($"{output}/{name}") is { Type: PosixFileType.Directory };
        if (Has("context") && (Has("context.build") || Has("context.run")))
        {
            throw GenerateFault.Unusable(extension, $"{output}: a shared context must not stand beside context.build or context.run");
        }
    }
}
