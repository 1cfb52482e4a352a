namespace Buildpacks.Net.Oci.Registry;

/// <summary>The stable codes of what can go wrong with a registry. Numbers are never reused.</summary>
public static class RegistryErrors
{
    /// <summary>The registry cannot be reached: name, connection, TLS, or no answer in time.</summary>
    public const string Unreachable = "BPN2101";

    /// <summary>The registry wants other credentials (HTTP 401).</summary>
    public const string Unauthorized = "BPN2102";

    /// <summary>The registry knows us and refuses (HTTP 403).</summary>
    public const string Denied = "BPN2103";

    /// <summary>The registry has no such repository, manifest or blob (HTTP 404).</summary>
    public const string NotFound = "BPN2104";

    /// <summary>The registry still asks to slow down after all retries (HTTP 429).</summary>
    public const string TooManyRequests = "BPN2105";

    /// <summary>The registry still fails after all retries (HTTP 5xx).</summary>
    public const string ServerFault = "BPN2106";

    /// <summary>The registry refuses the request for another reason (other HTTP 4xx).</summary>
    public const string Refused = "BPN2107";

    /// <summary>An answer of the registry or of its token server does not follow the protocol.</summary>
    public const string InvalidResponse = "BPN2108";

    /// <summary>An answer would have us send something to a place where it is not safe.</summary>
    public const string UnsafeAddress = "BPN2109";

    /// <summary>Credentials, or the file they are in, cannot be understood.</summary>
    public const string InvalidCredentials = "BPN2110";

    /// <summary>A credential helper failed.</summary>
    public const string CredentialHelperFailed = "BPN2111";

    /// <summary>A certificate or key that is to be used cannot be read.</summary>
    public const string InvalidCertificate = "BPN2112";

    /// <summary>An image could not be saved under every name.</summary>
    public const string SaveFailed = "BPN2113";
}
