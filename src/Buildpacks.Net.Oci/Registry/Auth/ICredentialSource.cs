namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>Knows credentials for registries.</summary>
public interface ICredentialSource
{
    /// <summary>The credential for a repository.</summary>
    /// <param name="registry">The registry's host, with its port if it has one.</param>
    /// <param name="repository">The repository in it; some sources know credentials for parts of a registry.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The credential, or null when this source has none.</returns>
    /// <exception cref="RegistryException">
    /// <see cref="RegistryErrors.InvalidCredentials"/> or <see cref="RegistryErrors.CredentialHelperFailed"/>.
    /// </exception>
    Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken = default);
}
