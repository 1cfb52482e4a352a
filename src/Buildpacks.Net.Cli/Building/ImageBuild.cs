using System.Diagnostics;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Images;
using Buildpacks.Net.Cli.BuildpackSources;
using Buildpacks.Net.Cli.Toolchain;
using Buildpacks.Net.Create;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.Building;

/// <summary>
/// A build from source to image in this process: it makes the folders and documents that a platform gives the lifecycle, runs
/// the phases, and says what came of it.
/// </summary>
internal sealed class ImageBuild(CliHost host, BuildRequest request, IBuildDisplay display)
{
    private readonly string _temporary = Path.TrimEndingDirectorySeparator(
        host.Environment["TMPDIR"] is { Length: > 0 } named ? host.FullPath(named) : Path.GetTempPath());

    /// <summary>Runs the build.</summary>
    /// <exception cref="CliException">What was asked for cannot be done.</exception>
    /// <exception cref="LifecycleException">A phase failed.</exception>
    public async Task<BuildSummary> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var caches = CacheFolder.Open(host.Environment, _temporary);
        using var work = await OpenAsync(caches, cancellationToken).ConfigureAwait(false);
        using var homes = new ImageHomes(host, request.InsecureRegistries, work.Spool, display.Log);

        var launcher = await PrepareAsync(work, caches, homes, cancellationToken).ConfigureAwait(false);
        var runImage = await RunImage.OpenAsync(host, request, homes, new MachineFolders(work, caches, launcher), display.Log, cancellationToken).ConfigureAwait(false);

        var clock = new PhaseClock(display);
        var inputs = new PlatformInputs(host, request, work, display).Create(runImage, homes, Caches(caches), launcher);
        var result = await CreatePhase.RunAsync(inputs with { Progress = clock }, cancellationToken).ConfigureAwait(false);
        clock.Stop();
        await runImage.RememberAsync(result.Export.Layers, cancellationToken).ConfigureAwait(false);
        await new BuildOutputs(request, work).CopyAsync(cancellationToken).ConfigureAwait(false);
        return await new BuildSummaries(request, runImage, homes).CreateAsync(result, clock, watch.Elapsed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds out what a build would do, up to the point where buildpacks change something.</summary>
    /// <exception cref="CliException">What was asked for cannot be done.</exception>
    /// <exception cref="LifecycleException">A phase failed, or no group of buildpacks passed.</exception>
    public async Task<BuildPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var caches = CacheFolder.Open(host.Environment, _temporary);
        using var work = await OpenAsync(caches, cancellationToken).ConfigureAwait(false);
        using var homes = new ImageHomes(host, request.InsecureRegistries, work.Spool, display.Log);
        await WriteDocumentsAsync(work, caches, homes, cancellationToken).ConfigureAwait(false);
        var runImage = await RunImage.OpenAsync(host, request, homes, new MachineFolders(work, caches, Launcher: ""), display.Log, cancellationToken).ConfigureAwait(false);
        var inputs = new PlatformInputs(host, request, work, display);
        display.Phase(CreateStep.Detecting);
        var detected = await DetectPhase.RunAsync(inputs.DetectFor(runImage), cancellationToken).ConfigureAwait(false);
        var passed = detected.RequirePassed(CreatePhase.NothingDetected);
        return new BuildPlan(request.Name.Text, passed.Group.Group, passed.Plan.Entries);
    }

    private async Task<WorkFolder> OpenAsync(CacheFolder caches, CancellationToken cancellationToken)
    {
        var work = await WorkFolder.OpenAsync(
            request.Name.Reference, _temporary, caches, () => display.Step($"Waiting for another build of {request.Name.Reference.RepositoryName}"), cancellationToken).ConfigureAwait(false);
        try
        {
            new AppSource(request.SourceDirectory, request.Project, [.. OwnOutput(), work.Root, caches.Root]).CopyTo(work.App, cancellationToken);
            return work;
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    // On a fresh machine both are compiled, which takes long: side by side, and neither for nothing when the other cannot be had.
    private async Task<string> PrepareAsync(WorkFolder work, CacheFolder caches, ImageHomes homes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var launcher = new LauncherBinary(host, caches, display).FindAsync(stop.Token);
        var documents = WriteDocumentsAsync(work, caches, homes, stop.Token);
        var first = await Task.WhenAny(launcher, documents).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(launcher, documents).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first.ConfigureAwait(false);
        }

        await documents.ConfigureAwait(false);
        return await launcher.ConfigureAwait(false);
    }

    private async Task WriteDocumentsAsync(WorkFolder work, CacheFolder caches, ImageHomes homes, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in request.Variables)
        {
            await File.WriteAllTextAsync($"{work.Platform}/env/{name}", value, cancellationToken).ConfigureAwait(false);
        }

        var order = await OrderAsync(new BuildpacksFolder(host, caches, work, homes.Registries, display), cancellationToken).ConfigureAwait(false);
        var group = new TomlTable { ["group"] = new TomlArray(order.Select(element => (TomlValue)new TomlTable { ["id"] = element.Id.Value, ["version"] = element.Version })) };
        await File.WriteAllTextAsync($"{work.Documents}/order.toml", TomlWriter.Write(new TomlTable { ["order"] = new TomlArray([group]) }), cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync($"{work.Documents}/project-metadata.toml", Project().ToToml(), cancellationToken).ConfigureAwait(false);
    }

    // One group with everything that was named, in that order.
    private async Task<IReadOnlyList<OrderElement>> OrderAsync(BuildpacksFolder folder, CancellationToken cancellationToken)
    {
        var before = await folder.AddAsync(request.PreBuildpacks, cancellationToken).ConfigureAwait(false);
        var projectBefore = await folder.AddAsync(request.Project.PreBuildpacks, cancellationToken).ConfigureAwait(false);
        var main = request.Buildpacks.Count > 0
            ? await folder.AddAsync(request.Buildpacks, cancellationToken).ConfigureAwait(false)
            : await folder.AddAsync(request.Project.Buildpacks, cancellationToken).ConfigureAwait(false);
        var projectAfter = await folder.AddAsync(request.Project.PostBuildpacks, cancellationToken).ConfigureAwait(false);
        var after = await folder.AddAsync(request.PostBuildpacks, cancellationToken).ConfigureAwait(false);
        return main.Count > 0
            ? [.. before, .. projectBefore, .. main, .. projectAfter, .. after]
            : throw CliException.Usage("no buildpack is named: name at least one with --buildpack, or in [[io.buildpacks.group]] of project.toml.");
    }

    private ProjectMetadataToml Project() => request.Project is { Version.Length: 0, SourceUrl.Length: 0 }
        ? new ProjectMetadataToml()
        : new ProjectMetadataToml
        {
            HasSource = true,
            SourceType = "project",
            SourceVersion = request.Project.Version.Length == 0 ? null : new TomlTable { ["declared"] = request.Project.Version },
            SourceMetadata = request.Project.SourceUrl.Length == 0 ? null : new TomlTable { ["url"] = request.Project.SourceUrl },
        };

    private BuildCaches Caches(CacheFolder caches)
    {
        var folder = request.Cache switch
        {
            { Image: not null } => null,
            { Directory: { } given } => given,
            { Volume: { } volume } => caches.Layers($"volume-{volume}"),
            _ => caches.Layers(WorkFolder.Key(request.Name.Reference)),
        };
        if (folder is not null)
        {
            PosixFile.MakeDirectories(folder);
            foreach (var name in request.ClearsCache ? (string[])["committed", "staging"] : [])
            {
                PosixFile.RemoveTree($"{folder}/{name}");
            }
        }

        return new BuildCaches(folder, request.Cache.Image);
    }

    // The image of the last build is no source of the next.
    private IReadOnlyList<string> OwnOutput() => request.Output switch
    {
        { IsDefault: true } => [host.FullPath("out")],
        { Path.Length: > 0 } => [request.Output.Path],
        _ => [],
    };
}
