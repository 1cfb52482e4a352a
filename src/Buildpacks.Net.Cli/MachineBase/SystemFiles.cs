using System.Text;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>The files that every image has, whatever runs in it: users, certificates, time zones, names of folders.</summary>
internal static class SystemFiles
{
    /// <summary>Where programs that link OpenSSL are told to find certificates.</summary>
    public const string CertificateBundle = "/etc/ssl/certs/ca-certificates.crt";

    private const string TimeZones = "/usr/share/zoneinfo";
    private const uint Sticky = 0x3FF;
    private const uint RootOnly = 0x1C0;
    private const uint UserFolder = 0x1ED;

    /// <summary>The user that processes run as, in a group of its own.</summary>
    public static FileOwner User { get; } = new(1002, 1000);

    // Links on most machines; paths in programs rely on them.
    private static readonly string[] MergedFolders = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];

    private static readonly string[] Bundles =
    [
        CertificateBundle,
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    /// <summary>Gathers them. Missing certificates or time zones are warned of.</summary>
    public static LayerTree Gather(MachineTree machine, ILogger log)
    {
        var tree = new LayerTree();
        AddFolders(tree, machine);
        AddUsers(tree);
        AddDistribution(tree, machine);
        AddCertificates(tree, machine, log);
        AddTimeZones(tree, machine, log);
        return tree;
    }

    private static void AddFolders(LayerTree tree, MachineTree machine)
    {
        foreach (var name in MergedFolders)
        {
            if (machine.TryResolve("/" + name) is { Status.Type: PosixFileType.Directory } folder)
            {
                tree.AddDirectory(folder.Path);
                foreach (var link in folder.Links)
                {
                    tree.AddLink(link.Path, link.Target);
                }
            }
        }

        tree.AddDirectory("/tmp", Sticky);
        tree.AddDirectory("/var/tmp", Sticky);
        tree.AddDirectory("/root", RootOnly);
        tree.AddDirectory("/home/cnb", UserFolder, User);
    }

    private static void AddUsers(LayerTree tree)
    {
        AddText(tree, "/etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\ncnb:x:1002:1000::/home/cnb:/sbin/nologin\n");
        AddText(tree, "/etc/group", "root:x:0:\ncnb:x:1000:\n");
        AddText(tree, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
    }

    private static void AddText(LayerTree tree, string path, string text) =>
        tree.AddContent(path, Encoding.ASCII.GetBytes(text));

    private static void AddDistribution(LayerTree tree, MachineTree machine)
    {
        foreach (var path in OsRelease.Paths)
        {
            if (machine.TryResolveFile(path) is { } file)
            {
                tree.AddResolved(file);
            }
        }
    }

    private static void AddCertificates(LayerTree tree, MachineTree machine, ILogger log)
    {
        if (Bundles.Select(machine.TryResolveFile).FirstOrDefault(file => file is not null) is not { } bundle)
        {
            MachineBaseLog.MissingSystemFiles(log, "CA certificates", "install ca-certificates");
            return;
        }

        tree.AddFile(CertificateBundle, bundle);
        foreach (var path in (string[])["/usr/lib/ssl/certs", "/usr/lib/ssl/cert.pem"])
        {
            // Debian's OpenSSL looks here when no variable tells it otherwise.
            if (machine.TryResolve(path)?.LinkAt(path) is { } link)
            {
                tree.AddLink(path, link.Target);
            }
        }
    }

    private static void AddTimeZones(LayerTree tree, MachineTree machine, ILogger log)
    {
        var home = machine.TryResolve(TimeZones);
        if (home is null || !AddZonesIn(tree, machine, home.Path, home.Path))
        {
            MachineBaseLog.MissingSystemFiles(log, "time zones", "install tzdata");
            return;
        }

        foreach (var link in home.Links)
        {
            tree.AddLink(link.Path, link.Target);
        }
    }

    private static bool AddZonesIn(LayerTree tree, MachineTree machine, string home, string folder)
    {
        var any = false;
        foreach (var name in machine.NamesIn(folder))
        {
            var path = $"{folder}/{name}";
            // The same zones in two other flavours, which nothing asks for by name.
            if ((folder == home && name is "posix" or "right") || machine.TryResolve(path) is not { } zone)
            {
                continue;
            }

            if (zone.LinkAt(path) is { } link)
            {
                // The link to the machine's own zone leads out; the image has none.
                if (zone.Path.StartsWith(home + "/", StringComparison.Ordinal))
                {
                    tree.AddLink(path, link.Target);
                }
            }
            else if (zone.Status.Type == PosixFileType.Directory)
            {
                any |= AddZonesIn(tree, machine, home, path);
            }
            else if (machine.TryResolveFile(path) is not null)
            {
                tree.AddFile(path, zone);
                any = true;
            }
        }

        return any;
    }
}
