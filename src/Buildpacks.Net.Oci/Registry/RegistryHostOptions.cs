namespace Buildpacks.Net.Oci.Registry;

/// <summary>What is special about one registry.</summary>
public sealed record RegistryHostOptions
{
    /// <summary>Certificates are not verified, and plain HTTP is used where the registry has no TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>A PEM file with further certificate authorities to trust for this registry; null for the system's alone.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>A PEM file with our certificate, for registries that want one; null for none.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>A PEM file with the certificate's key; null when it is in the same file.</summary>
    public string? ClientKeyFile { get; init; }
}
