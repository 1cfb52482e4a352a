namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>Knows no credentials: everything is asked for anonymously.</summary>
public sealed class AnonymousCredentials : ICredentialSource
{
    private AnonymousCredentials()
    {
    }

    /// <summary>The only one.</summary>
    public static AnonymousCredentials Instance { get; } = new();

    /// <inheritdoc/>
    public Task<RegistryCredential?> FindAsync(
        string registry, string repository, CancellationToken cancellationToken = default) =>
        Task.FromResult<RegistryCredential?>(null);
}
