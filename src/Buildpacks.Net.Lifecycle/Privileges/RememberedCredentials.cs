using System.Collections.Concurrent;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry.Auth;

namespace Buildpacks.Net.Lifecycle.Privileges;

/// <summary>
/// Credentials that are asked for while the process is still root, because their files and helpers may be closed to the
/// user it becomes.
/// </summary>
/// <param name="source">Where they come from.</param>
internal sealed class RememberedCredentials(ICredentialSource source) : ICredentialSource
{
    private readonly ConcurrentDictionary<(string Registry, string Repository), RegistryCredential?> _remembered = new();

    /// <summary>Asks for the credentials of images, so that they are known later.</summary>
    public async Task RememberAsync(IEnumerable<ImageReference> images, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            var credential = await source.FindAsync(image.Registry, image.Repository, cancellationToken).ConfigureAwait(false);
            _remembered[(image.Registry, image.Repository)] = credential;
        }
    }

    public Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken = default) =>
        _remembered.TryGetValue((registry, repository), out var credential)
            ? Task.FromResult(credential)
            : source.FindAsync(registry, repository, cancellationToken);
}
