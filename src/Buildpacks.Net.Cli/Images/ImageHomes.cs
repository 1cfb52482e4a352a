using Buildpacks.Net.Oci.Daemon;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Auth;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.Images;

/// <summary>Opens the places where images are, with the settings of this call. Nothing is connected to before it is needed.</summary>
internal sealed class ImageHomes : IDisposable
{
    private const string AuthVariable = "CNB_REGISTRY_AUTH";
    private readonly Lazy<RegistryImageStore> _registries;
    private readonly Lazy<DockerDaemonImageStore> _daemon;

    /// <summary>Remembers the settings.</summary>
    /// <param name="host">What the process was given.</param>
    /// <param name="insecureRegistries">Registries that may be talked to without TLS.</param>
    /// <param name="spoolDirectory">A folder for files that are needed for moments.</param>
    /// <param name="log">Receives what is worth telling.</param>
    public ImageHomes(CliHost host, IReadOnlyList<string> insecureRegistries, string spoolDirectory, ILogger log)
    {
        _registries = new Lazy<RegistryImageStore>(() => new RegistryImageStore(new RegistryOptions
        {
            Credentials = CredentialSources.Create(host.Environment[AuthVariable], AuthVariable, host.Environment.ToDictionary(StringComparer.Ordinal)),
            InsecureRegistries = insecureRegistries,
            Proxy = ReadProxy(host),
            Log = log,
        }));
        _daemon = new Lazy<DockerDaemonImageStore>(() => new DockerDaemonImageStore(new DaemonOptions
        {
            Host = host.Environment["DOCKER_HOST"] is { Length: > 0 } named ? named : DaemonOptions.DefaultHost,
            SpoolDirectory = spoolDirectory,
            Log = log,
        }));
    }

    /// <summary>All registries.</summary>
    public RegistryImageStore Registries => _registries.Value;

    /// <summary>The Docker daemon.</summary>
    public DockerDaemonImageStore Daemon => _daemon.Value;

    /// <summary>The place that an image goes to.</summary>
    public IImageStore Open(OutputTarget target) => target.Kind switch
    {
        OutputKind.Layout => new LayoutHome(target.Path, removesOld: target.IsDefault),
        OutputKind.Archive => new Oci.Archives.ArchiveImageStore(target.Path),
        OutputKind.Daemon => Daemon,
        _ => Registries,
    };

    public void Dispose()
    {
        if (_registries.IsValueCreated)
        {
            _registries.Value.Dispose();
        }

        if (_daemon.IsValueCreated)
        {
            _daemon.Value.Dispose();
        }
    }

    private static ProxyOptions ReadProxy(CliHost host)
    {
        string? Either(string name) =>
            host.Environment[name] is { Length: > 0 } value ? value
            : host.Environment[name.ToLowerInvariant()] is { Length: > 0 } lower ? lower
            : null;
        return new ProxyOptions { HttpProxy = Either("HTTP_PROXY"), HttpsProxy = Either("HTTPS_PROXY"), NoProxy = Either("NO_PROXY") };
    }
}
