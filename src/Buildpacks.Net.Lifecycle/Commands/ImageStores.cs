using Buildpacks.Net.Lifecycle.Privileges;
using Buildpacks.Net.Oci.Daemon;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;
using Buildpacks.Net.Oci.Registry;
using Buildpacks.Net.Oci.Registry.Auth;
using Buildpacks.Net.Platform;

namespace Buildpacks.Net.Lifecycle.Commands;

/// <summary>The homes of images that a call works with. Made before privileges are dropped: credentials and sockets may be root's.</summary>
/// <param name="Images">Where the app and run images are.</param>
/// <param name="Registries">The registries, where a cache image always is.</param>
/// <param name="Credentials">The credentials for them.</param>
internal sealed record ImageStores(IImageStore Images, RegistryImageStore Registries, RememberedCredentials Credentials) : IDisposable
{
    private const string AuthVariable = "CNB_REGISTRY_AUTH";

    /// <summary>Whether <see cref="Images"/> is a registry.</summary>
    public bool IsRegistry => ReferenceEquals(Images, Registries);

    /// <summary>Opens them. Nothing is connected to yet.</summary>
    /// <exception cref="Oci.OciException">The credentials of the environment cannot be read.</exception>
    public static ImageStores Open(CommandContext context)
    {
        var credentials = ReadCredentials(context);
        var registries = new RegistryImageStore(new RegistryOptions
        {
            Credentials = credentials,
            InsecureRegistries = context.Settings.InsecureRegistries,
            Proxy = ReadProxy(context),
            Log = context.Log,
        });
        IImageStore images = context.Settings switch
        {
            { UseLayout: true } => new LayoutImageStore(context.Settings.LayoutFolder ?? "."),
            { UseDaemon: true } => OpenDaemon(context),
            _ => registries,
        };
        return new ImageStores(images, registries, credentials);
    }

    /// <summary>Refuses layouts without a folder for them.</summary>
    /// <exception cref="LifecycleException">There is none.</exception>
    public static void RequireLayoutFolder(CommandContext context, FailureKind kind)
    {
        if (context.Settings is { UseLayout: true, LayoutFolder: null })
        {
            throw new LifecycleException(
                References.BadArguments, kind, "images are to be in OCI layouts, but no folder is given for them; give one with -layout-dir.");
        }
    }

    /// <summary>How documents name an image of <see cref="Images"/>: in the platform's words, or by the folder of its layout.</summary>
    public string NameInDocuments(ImageName name) =>
        Images is LayoutImageStore layouts ? layouts.LayoutOf(name.Reference).Directory : name.Text;

    public void Dispose()
    {
        (Images as IDisposable)?.Dispose();
        Registries.Dispose();
    }

    private static DockerDaemonImageStore OpenDaemon(CommandContext context)
    {
        var host = context.Environment["DOCKER_HOST"] is { Length: > 0 } named ? named : DaemonOptions.DefaultHost;
        var sockets = CurrentUser.IsRoot ? DaemonSockets.TryOpen(host) : null;
        return new DockerDaemonImageStore(new DaemonOptions
        {
            Host = host,
            Connect = sockets is null ? null : sockets.TakeAsync,
            SpoolDirectory = Caches.SpoolFolder(context),
            Log = context.Log,
        });
    }

    private static RememberedCredentials ReadCredentials(CommandContext context)
    {
        var environment = context.Environment.ToDictionary(StringComparer.Ordinal);
        return new RememberedCredentials(CredentialSources.Create(context.Environment[AuthVariable], AuthVariable, environment));
    }

    private static ProxyOptions ReadProxy(CommandContext context)
    {
        string? Either(string name) =>
            context.Environment[name] is { Length: > 0 } value ? value
            : context.Environment[name.ToLowerInvariant()] is { Length: > 0 } lower ? lower
            : null;
        return new ProxyOptions { HttpProxy = Either("HTTP_PROXY"), HttpsProxy = Either("HTTPS_PROXY"), NoProxy = Either("NO_PROXY") };
    }
}
