using System.Text;
using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Generate;

/// <summary>
/// The generate phase (Platform API, detector with image extensions): lets the extensions of the detected group write Dockerfiles,
/// and works out which run image to use. It follows a detection whose group has extensions.
/// </summary>
public static class GeneratePhase
{
    /// <summary>Runs the phase.</summary>
    /// <exception cref="DocumentException">group.toml, plan.toml, run.toml or analyzed.toml cannot be read.</exception>
    /// <exception cref="LifecycleException">An extension failed, or what it wrote cannot be used.</exception>
    /// <exception cref="IOException">analyzed.toml or plan.toml cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the extension has been ended, and no document was written.</exception>
    public static async Task<GenerateResult> RunAsync(GenerateInputs inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var extensions = await ReadExtensionsAsync(inputs, cancellationToken).ConfigureAwait(false);
        var plan = await PlanToml.ReadAsync(inputs.PlanPath, cancellationToken).ConfigureAwait(false);
        var run = await ReadRunAsync(inputs, cancellationToken).ConfigureAwait(false);
        var analyzed = await AnalyzedDocument.ReadAsync(inputs.AnalyzedPath, inputs.Log, cancellationToken).ConfigureAwait(false);
        var (outputs, choice) = await GenerateAsync(inputs, extensions, plan, analyzed, cancellationToken).ConfigureAwait(false);
        var left = outputs.Aggregate(new RemainingPlan(plan.Entries), (remaining, output) => remaining.Without(output.Met));
        var result = new GenerateResult(Update(inputs, analyzed, choice, run), new PlanToml { Entries = left.Entries })
        {
            ChoosesRunImage = choice.NewBase is not null,
            ExtendsBuildImage = outputs.Any(output => output.Dockerfiles.Any(file => file.Kind == ExtensionDockerfile.BuildKind)),
        };
        await WriteAsync(inputs.AnalyzedPath, result.Analyzed.ToToml(), cancellationToken).ConfigureAwait(false);
        await WriteAsync(inputs.PlanPath, result.Plan.ToToml(), cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static async Task<IReadOnlyList<GroupElement>> ReadExtensionsAsync(GenerateInputs inputs, CancellationToken cancellationToken)
    {
        var group = await GroupToml.ReadAsync(inputs.GroupPath, cancellationToken).ConfigureAwait(false);
        foreach (var extension in group.GroupExtensions)
        {
            ComponentApi.Check(ComponentKind.Extension, extension.ToString(), extension.Api);
        }

        return group.GroupExtensions;
    }

    private static async Task<RunToml> ReadRunAsync(GenerateInputs inputs, CancellationToken cancellationToken)
    {
        var path = inputs.RunPath ?? "";
        var run = path.Length == 0 ? null : await DocumentFile.ReadIfPresentAsync<RunToml>(path, cancellationToken).ConfigureAwait(false);
        if (run is null)
        {
            GenerateLog.NoRunMetadata(inputs.Log, path);
        }

        return run ?? new RunToml();
    }

    private static async Task<(IReadOnlyList<ExtensionOutput> Outputs, RunImageChoice Choice)> GenerateAsync(
        GenerateInputs inputs, IReadOnlyList<GroupElement> extensions, PlanToml plan, AnalyzedToml analyzed, CancellationToken cancellationToken)
    {
        // Where the specification has no place for all that an extension writes, it writes elsewhere, and part of it is copied.
        using var folder = inputs.Features.HasExtensionContexts ? null : new TemporaryFolder("extensions");
        try
        {
            var target = await HostTarget.CompleteAsync(analyzed.RunImage?.Target, inputs.Log, cancellationToken).ConfigureAwait(false);
            var outputs = await RunExtensionsAsync(
                inputs, extensions, plan, target, folder?.Path ?? inputs.GeneratedDirectory, cancellationToken).ConfigureAwait(false);
            var choice = RunImageChoice.From(outputs);
            await new GeneratedFolder(inputs).ArrangeAsync(outputs, choice, cancellationToken).ConfigureAwait(false);
            return (outputs, choice);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw GenerateFault.NotPossible($"the folder {inputs.GeneratedDirectory}", fault);
        }
    }

    private static async Task<IReadOnlyList<ExtensionOutput>> RunExtensionsAsync(
        GenerateInputs inputs,
        IReadOnlyList<GroupElement> extensions,
        PlanToml plan,
        TargetMetadata target,
        string outputDirectory,
        CancellationToken cancellationToken)
    {
        var environment = new ComponentEnvironment
        {
            Variables = BuildEnvironment.FromInherited(inputs.Environment),
            PlatformDirectory = inputs.PlatformDirectory,
            BuildConfigDirectory = inputs.BuildConfigDirectory,
            Target = target,
        };
        var remaining = new RemainingPlan(plan.Entries);
        var outputs = new List<ExtensionOutput>();
        foreach (var element in extensions)
        {
            GenerateLog.Running(inputs.Log, element.ToString());
            var extension = await LookUpAsync(inputs, element, cancellationToken).ConfigureAwait(false);
            var run = new ExtensionRun(inputs, environment, extension, ComponentApi.FeaturesOf(extension, FailureKind.Generate));
            var asked = remaining.For(ComponentKind.Extension, element.Id);
            var output = await run.RunAsync(outputDirectory, asked, cancellationToken).ConfigureAwait(false);
            outputs.Add(output);
            remaining = remaining.Without(output.Met);
            GenerateLog.Finished(inputs.Log, element.ToString());
        }

        return outputs;
    }

    private static async Task<Component> LookUpAsync(GenerateInputs inputs, GroupElement element, CancellationToken cancellationToken)
    {
        try
        {
            var store = new ComponentStore("", inputs.ExtensionsDirectory);
            return await store.ReadAsync(ComponentKind.Extension, element.Id, element.Version, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentException fault)
        {
            throw GenerateFault.NotPossible(element.ToString(), fault);
        }
    }

    /// <summary>What is known of the run image is not known of another one: only its name stays.</summary>
    private static AnalyzedToml Update(GenerateInputs inputs, AnalyzedToml analyzed, RunImageChoice choice, RunToml run)
    {
        if (choice.NewBase is { } image && (!inputs.Features.HasRunExtension || image != analyzed.RunImage?.Image))
        {
            if (!RunImageChoice.IsKnown(image, run))
            {
                GenerateLog.UnknownRunImage(inputs.Log, image);
            }

            GenerateLog.NewRunImage(inputs.Log, image);
            return analyzed with { RunImage = new AnalyzedRunImage { Reference = image, Image = image, Extend = choice.Extends } };
        }

        return choice.Extends && analyzed.RunImage is { } kept
            ? analyzed with { RunImage = kept with { Extend = true } }
            : analyzed;
    }

    private static Task WriteAsync(string path, string toml, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(toml), cancellationToken);
}
