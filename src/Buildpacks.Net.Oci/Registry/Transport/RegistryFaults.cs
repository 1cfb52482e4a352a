using System.Net;
using System.Security.Authentication;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>Says in one sentence what went wrong with a registry, and what to do about it.</summary>
internal static class RegistryFaults
{
    /// <summary>The registry answered, but not as hoped.</summary>
    public static RegistryException Refusal(
        string registry, RegistryRequest request, HttpResponseMessage response, RegistryErrorBody body, string? login)
    {
        var status = response.StatusCode;
        var (code, advice) = status switch
        {
            HttpStatusCode.Unauthorized => (RegistryErrors.Unauthorized, login is null
                ? $"log in: no credentials were found for {registry}"
                : $"log in again: {login} was not accepted"),
            HttpStatusCode.Forbidden => (RegistryErrors.Denied, login is null
                ? $"log in: no credentials were found for {registry}"
                : $"{login} has no right to do this in {request.Repository}"),
            HttpStatusCode.NotFound => (RegistryErrors.NotFound, "check the name"),
            HttpStatusCode.TooManyRequests => (RegistryErrors.TooManyRequests, "try again later"),
            >= HttpStatusCode.InternalServerError => (RegistryErrors.ServerFault, "try again later, or ask who runs the registry"),
            _ => (RegistryErrors.Refused, "see what the registry says"),
        };
        var said = body.Text.Length == 0 ? string.Empty : $" ({body.Text})";
        var address = response.RequestMessage?.RequestUri is { } uri ? $" to {request.Method} {RedactedUrl.Of(uri)}" : string.Empty;
        return new RegistryException(
            code, $"could not {request.Action}: {registry} answered {(int)status}{said}{address}; {advice}.")
        {
            Status = status,
            RegistryCodes = body.Codes,
        };
    }

    /// <summary>There was no answer.</summary>
    public static RegistryException Unreachable(string registry, RegistryRequest request, int attempts, Exception error)
    {
        var tried = attempts > 1 ? $" (tried {attempts} times)" : string.Empty;
        return new RegistryException(
            RegistryErrors.Unreachable, $"could not {request.Action}: {registry} {ReasonOf(error)}{tried}; {AdviceFor(error)}.", error);
    }

    /// <summary>An answer is not what the protocol says.</summary>
    public static RegistryException Invalid(string registry, RegistryRequest request, string reason) => new(
        RegistryErrors.InvalidResponse, $"could not {request.Action}: {registry} {reason}.");

    /// <summary>What a failed connection means, in words that follow the registry's name.</summary>
    private static string ReasonOf(Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "is not a known host",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"has no TLS that can be trusted: {Deepest(error)}",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"cannot be connected to: {Deepest(error)}",
        TimeoutException or IOException { InnerException: null or TimeoutException } => $"does not answer: {error.Message.TrimEnd('.')}",
        _ => $"broke the connection: {Deepest(error)}",
    };

    private static string AdviceFor(Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "add its certificate authority to the trusted ones, or name the registry as insecure",
        _ => "check its name, the network and the proxy",
    };

    private static string Deepest(Exception error)
    {
        while (error is not AuthenticationException && error.InnerException is { } inner)
        {
            error = inner;
        }

        return error.Message.TrimEnd('.');
    }
}
