using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Execution;

/// <summary>
/// Finds buildpacks and image extensions on disk, each in <c>&lt;folder&gt;/&lt;id with / as _&gt;/&lt;version&gt;/</c>
/// (Platform API, Buildpacks Directory Layout).
/// </summary>
/// <param name="buildpacksDirectory">Absolute path of the folder of buildpacks.</param>
/// <param name="extensionsDirectory">Absolute path of the folder of image extensions; null when there is none.</param>
public sealed class ComponentStore(string buildpacksDirectory, string? extensionsDirectory = null)
{
    /// <summary>Reads the descriptor of a buildpack or extension.</summary>
    /// <exception cref="DocumentException">It is not there, or its descriptor is none.</exception>
    public async Task<Component> ReadAsync(
        ComponentKind kind, BuildpackId id, string version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var directory = DirectoryOf(kind, id, version);
        ComponentToml descriptor = kind == ComponentKind.Buildpack
            ? await BuildpackToml.ReadAsync(directory + "/buildpack.toml", cancellationToken).ConfigureAwait(false)
            : await ExtensionToml.ReadAsync(directory + "/extension.toml", cancellationToken).ConfigureAwait(false);
        return new Component
        {
            Kind = kind,
            Id = id,
            Version = version,
            Directory = directory,
            Descriptor = descriptor,
            Features = ApiVersion.TryParse(descriptor.Api, out var api) ? BuildpackFeatures.Nearest(api) : null,
        };
    }

    private string DirectoryOf(ComponentKind kind, BuildpackId id, string version)
    {
        var root = kind == ComponentKind.Buildpack ? buildpacksDirectory : extensionsDirectory;
        if (string.IsNullOrEmpty(root))
        {
            var (name, what) = kind == ComponentKind.Buildpack ? ("buildpack.toml", "buildpacks") : ("extension.toml", "extensions");
            throw new DocumentException(
                DocumentException.Unreadable, name, default, $"{id}@{version} cannot be looked up: there is no folder of {what}");
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath($"{root}/{id.FolderName}/{version}"));
    }
}
