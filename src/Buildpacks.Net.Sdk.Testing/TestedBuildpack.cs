using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Testing;

/// <summary>A buildpack in a test: the code, and the folder with its <c>buildpack.toml</c>.</summary>
/// <param name="Buildpack">The code; one instance serves all runs of a test.</param>
/// <param name="Folder">Absolute path of the buildpack's folder. Nothing is written to it; it needs no <c>bin</c>.</param>
public sealed record TestedBuildpack(IBuildpack Buildpack, string Folder)
{
    /// <summary>Whether a group passes detection without it.</summary>
    public bool Optional { get; init; }

    /// <exception cref="DocumentException">There is no <c>buildpack.toml</c>, or it is none, or names no id.</exception>
    internal async Task<ComponentInfo> ReadInfoAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, "buildpack.toml");
        var descriptor = await BuildpackToml.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return descriptor.Info.Id is null
            ? throw new DocumentException(DocumentException.Unreadable, path, default, "[buildpack] has no 'id'")
            : descriptor.Info;
    }
}
