using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>The buildpacks that a composite buildpack consists of: <c>package.toml</c> beside its descriptor (pack, package.toml).</summary>
internal static class PackageDependencies
{
    /// <summary>Reads where they are; none when there is no such file.</summary>
    /// <exception cref="Spec.DocumentException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = $"{folder}/package.toml";
        if (!File.Exists(path))
        {
            return [];
        }

        var text = await DocumentFile.ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
        var package = new ProjectTable(TomlReader.Parse(text, path), path);
        return package.Tables("dependencies", dependency => (dependency.Text("uri"), dependency.Text("image")) switch
        {
            ({ Length: > 0 } uri, _) => uri,
            (_, { Length: > 0 } image) => $"docker://{image}",
            _ => throw dependency.Fault("a dependency needs a uri"),
        });
    }
}
