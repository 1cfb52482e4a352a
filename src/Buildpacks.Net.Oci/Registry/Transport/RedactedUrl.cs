namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Addresses as they may be shown: without user, query and fragment, where secrets are.</summary>
internal static class RedactedUrl
{
    public static string Of(Uri address) =>
        address.IsAbsoluteUri ? $"{address.Scheme}://{address.Authority}{address.AbsolutePath}" : "(a relative address)";
}
