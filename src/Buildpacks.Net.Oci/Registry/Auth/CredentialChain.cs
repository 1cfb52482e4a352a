namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>Asks several sources in turn; the first that knows a credential counts.</summary>
/// <param name="sources">The sources, most important first.</param>
public sealed class CredentialChain(IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    /// <inheritdoc/>
    public async Task<RegistryCredential?> FindAsync(
        string registry, string repository, CancellationToken cancellationToken = default)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(registry, repository, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
