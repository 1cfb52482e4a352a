namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>The usual places of credentials, in the usual order.</summary>
public static class CredentialSources
{
    /// <summary>
    /// Headers that are given explicitly, then Docker's config, then podman's files, then none.
    /// </summary>
    /// <param name="authHeaders">A JSON object of hosts and headers (see <see cref="AuthHeaderCredentials"/>); null or empty for none.</param>
    /// <param name="authHeadersSource">Where that comes from, for messages: the name of a variable.</param>
    /// <param name="environment">
    /// The variables of the environment: <c>DOCKER_CONFIG</c>, <c>HOME</c>, <c>REGISTRY_AUTH_FILE</c>,
    /// <c>XDG_RUNTIME_DIR</c> say where files are; credential helpers get all of them.
    /// </param>
    /// <exception cref="RegistryException"><see cref="RegistryErrors.InvalidCredentials"/>: the JSON is not valid.</exception>
    public static ICredentialSource Create(
        string? authHeaders, string authHeadersSource, IReadOnlyDictionary<string, string> environment)
    {
        var helpers = new CredentialHelperRunner(environment);
        var sources = new List<ICredentialSource>();
        if (!string.IsNullOrEmpty(authHeaders))
        {
            sources.Add(AuthHeaderCredentials.Parse(authHeaders, authHeadersSource));
        }

        sources.AddRange(AuthFiles(environment).Select(file => new AuthFileCredentials(file, helpers)));
        return new CredentialChain(sources);
    }

    /// <summary>The files that may hold credentials, most important first; they need not exist.</summary>
    /// <param name="environment">The variables of the environment.</param>
    public static IReadOnlyList<string> AuthFiles(IReadOnlyDictionary<string, string> environment)
    {
        var files = new List<string>();
        var home = environment.GetValueOrDefault("HOME", string.Empty);
        if (environment.GetValueOrDefault("DOCKER_CONFIG", string.Empty) is { Length: > 0 } docker)
        {
            files.Add($"{docker}/config.json");
        }
        else if (home.Length > 0)
        {
            files.Add($"{home}/.docker/config.json");
        }

        if (environment.GetValueOrDefault("REGISTRY_AUTH_FILE", string.Empty) is { Length: > 0 } named)
        {
            files.Add(named);
        }

        if (environment.GetValueOrDefault("XDG_RUNTIME_DIR", string.Empty) is { Length: > 0 } runtime)
        {
            files.Add($"{runtime}/containers/auth.json");
        }

        if (home.Length > 0)
        {
            files.Add($"{home}/.config/containers/auth.json");
        }

        return files;
    }
}
