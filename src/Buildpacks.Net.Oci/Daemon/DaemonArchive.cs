using System.Net;
using Buildpacks.Net.Oci.Archives;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>
/// The body of a request to load an image: an archive with config, layers and Docker's manifest.json. Layers that the
/// daemon has are empty files; others go as they are, compressed or not, straight from where they are.
/// </summary>
internal sealed class DaemonArchive : HttpContent
{
    private const uint Mode = 0x1A4; // 0644
    private static readonly FileOwner Owner = new(0, 0);
    private readonly NewImage _image;
    private readonly byte[] _config;
    private readonly string _tag;
    private readonly int _present;
    private readonly string _spoolDirectory;

    /// <summary>Makes the body.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tag">Its name.</param>
    /// <param name="present">How many of its lowest layers the daemon has.</param>
    /// <param name="spoolDirectory">Where layers of unknown length may be kept until they are sent.</param>
    public DaemonArchive(NewImage image, string tag, int present, string spoolDirectory)
    {
        _image = image;
        _config = image.CompleteConfig().ToJson();
        _tag = tag;
        _present = present;
        _spoolDirectory = spoolDirectory;
        Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var tar = new TarWriter(stream, modified: 0);
        var configName = $"{Digest.Sha256(_config).Hex}.json";
        tar.WriteFile(configName, Mode, Owner, _config);
        var names = new List<string>(_image.Layers.Count);
        for (var i = 0; i < _image.Layers.Count; i++)
        {
            var layer = _image.Layers[i];
            var name = i < _present ? $"blank_{i}" : $"{layer.DiffId.Hex}.tar";
            if (i < _present)
            {
                tar.WriteFile(name, Mode, Owner, []);
            }
            else if (!names.Contains(name))
            {
                await WriteLayerAsync(tar, layer, name, cancellationToken).ConfigureAwait(false);
            }

            names.Add(name);
        }

        tar.WriteFile(DockerManifest.File, Mode, Owner, new DockerManifest(configName, [_tag], names).ToJson());
        tar.Complete();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task WriteLayerAsync(TarWriter tar, ImageLayer layer, string name, CancellationToken cancellationToken)
    {
        if (layer.Tar is null && layer is { Descriptor: { } descriptor, Blob: { } blob })
        {
            // The daemon decompresses by itself, whatever the name says.
            var stream = await blob.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await tar.WriteFileAsync(Header(name, descriptor.Size), stream, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var source = await layer.OpenTarAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            // An archive tells lengths before contents, so a tar of unknown length is kept until its end is known.
            using var spool = SpoolFile.Create(_spoolDirectory);
            await PooledCopy.CopyAsync(source, spool, cancellationToken).ConfigureAwait(false);
            spool.Position = 0;
            await tar.WriteFileAsync(Header(name, spool.Length), spool, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TarHeader Header(string name, long size) => new(TarEntryType.File, name, Mode, 0, 0) { Size = size };
}
