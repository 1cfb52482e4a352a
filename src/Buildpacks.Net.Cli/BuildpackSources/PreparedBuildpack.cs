using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.BuildpackSources;

/// <summary>A buildpack that is on disk and complete.</summary>
/// <param name="Directory">Its absolute folder.</param>
/// <param name="Descriptor">What its descriptor says.</param>
internal sealed record PreparedBuildpack(string Directory, BuildpackToml Descriptor)
{
    /// <summary>How an order names it.</summary>
    public OrderElement Element => new() { Id = Descriptor.Info.Id!, Version = Descriptor.Info.Version };

    /// <summary>Reads the descriptor in a folder.</summary>
    /// <exception cref="CliException">It names no buildpack.</exception>
    /// <exception cref="Spec.DocumentException">There is none, or it cannot be read.</exception>
    public static async Task<PreparedBuildpack> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var descriptor = await BuildpackToml.ReadAsync($"{directory}/buildpack.toml", cancellationToken).ConfigureAwait(false);
        return descriptor.Info is { Id: not null, Version.Length: > 0 }
            ? new PreparedBuildpack(directory, descriptor)
            : throw new CliException(CliException.BadBuildpack, $"{directory}/buildpack.toml names no buildpack: [buildpack] needs id and version.");
    }
}
