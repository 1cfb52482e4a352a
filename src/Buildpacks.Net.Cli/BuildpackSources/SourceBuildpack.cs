using System.Xml;
using System.Xml.Linq;
using Buildpacks.Net.Cli.Building;
using Buildpacks.Net.Cli.Display;
using Buildpacks.Net.Cli.Toolchain;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>Compiles a buildpack whose folder holds its C# source instead of <c>bin/detect</c> and <c>bin/build</c>.</summary>
internal sealed class SourceBuildpack(CliHost host, CacheFolder caches, IBuildDisplay display)
{
    private const string Target = "PublishBuildpack";
    private const string Targets = "Buildpacks.Net.Sdk.targets";

    /// <summary>The folder of the buildpack, complete: the given one, or one with what was compiled from it.</summary>
    /// <exception cref="CliException">It is no buildpack, or cannot be compiled.</exception>
    public async Task<string> PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        var descriptor = $"{folder}/buildpack.toml";
        if (!File.Exists(descriptor))
        {
            throw new CliException(CliException.BadBuildpack, $"could not use the buildpack {folder}: it has no buildpack.toml.");
        }

        if (File.Exists($"{folder}/bin/build"))
        {
            return folder;
        }

        var buildpack = await PreparedBuildpack.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        if (buildpack.Descriptor.Order.Count > 0)
        {
            return folder;
        }

        var project = FindProject(folder) ?? throw new CliException(
            CliException.BadBuildpack, $"could not use the buildpack {folder}: it has neither bin/build nor a C# project that imports {Targets}.");
        var fingerprint = ProjectSources.Fingerprint(project, await File.ReadAllTextAsync(descriptor, cancellationToken).ConfigureAwait(false));
        return await CompiledFolder.EnsureAsync(
            $"{caches.Buildpacks}/{buildpack.Descriptor.Info.Id!.FolderName}",
            fingerprint,
            (result, work, token) => CompileAsync(buildpack, project, result, work, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task CompileAsync(PreparedBuildpack buildpack, string project, string result, string work, CancellationToken cancellationToken)
    {
        display.Step($"Building the buildpack {buildpack.Element.Id}@{buildpack.Element.Version} from its source");
        string[] arguments = ["build", project, $"-t:{Target}", $"-p:BuildpackOutput={result}", "--configuration", "Release"];
        await new DotnetTool(host)
            .RunAsync($"the buildpack {buildpack.Directory}", buildpack.Directory, $"{work}/obj", arguments, cancellationToken).ConfigureAwait(false);
        if (PosixFile.TryStatus($"{result}/bin/build") is null)
        {
            throw new CliException(CliException.BuildFailed, $"could not build the buildpack {buildpack.Directory}: {Target} of {project} made no bin/build.");
        }
    }

    private static string? FindProject(string folder) => new[] { folder, $"{folder}/src" }
        .Where(Directory.Exists)
        .SelectMany(start => Directory.EnumerateFiles(start, "*.csproj", new EnumerationOptions { RecurseSubdirectories = start != folder, MaxRecursionDepth = 2 }))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault(IsBuildpack);

    private static bool IsBuildpack(string project)
    {
        try
        {
            var root = XDocument.Load(project).Root!;
            return root.Descendants("Import").Any(import => import.Attribute("Project")?.Value.EndsWith(Targets, StringComparison.Ordinal) == true)
                || root.Descendants("PackageReference").Any(reference => reference.Attribute("Include")?.Value == "Buildpacks.Net.Sdk");
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
