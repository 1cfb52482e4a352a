using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers.Deflate;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// Makes layers in one pass: content → tar → digest of the tar (diffID) → gzip → digest → spool file. Walking and
/// hashing run beside compressing, memory is bounded. Safe for concurrent use.
/// </summary>
public sealed class LayerWriter
{
    private const uint SpoolMode = 0x1B6;
    private const int SpoolBuffer = 128 * 1024;
    private readonly ILayerCompressor _compressor;
    private readonly ChunkPool? _chunks;
    private readonly long _modified;

    /// <summary>Makes a writer.</summary>
    /// <param name="compressor">How layers are compressed; null for gzip.</param>
    /// <param name="modified">The time of every entry, in seconds since 1970.</param>
    public LayerWriter(ILayerCompressor? compressor = null, long modified = TarWriter.ReproducibleTime)
    {
        _compressor = compressor ?? new GzipLayerCompressor();
        _chunks = _compressor is GzipLayerCompressor gzip ? new ChunkPool(gzip.Level) : null;
        _modified = modified;
    }

    /// <summary>Writes a layer to a spool file.</summary>
    /// <param name="content">What is in the layer.</param>
    /// <param name="path">The spool file, created or replaced; removed again when this fails. Its folder must be there.</param>
    /// <param name="tarCopy">Where the uncompressed tar is written as well, or null; not disposed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException">
    /// <see cref="OciErrors.UnreadableSource"/>: a file could not be read, or changed meanwhile;
    /// <see cref="OciErrors.UnwritableSpool"/>: the spool file could not be written.
    /// </exception>
    public Task<BuiltLayer> WriteAsync(
        ILayerContent content, string path, Stream? tarCopy = null, CancellationToken cancellationToken = default) =>
        WriteAsync((sink, stop) => Fill(content, sink, stop), path, tarCopy, cancellationToken);

    /// <summary>Writes a layer whose tar is there already, exactly as it is.</summary>
    /// <param name="tar">The uncompressed tar; read to its end on a thread of its own, and left open.</param>
    /// <param name="path">The spool file, as for <see cref="WriteAsync(ILayerContent, string, Stream?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException">
    /// <see cref="OciErrors.UnreadableSource"/>: the tar could not be read; <see cref="OciErrors.UnwritableSpool"/>: the spool file
    /// could not be written.
    /// </exception>
    public Task<BuiltLayer> WriteTarAsync(Stream tar, string path, CancellationToken cancellationToken = default) =>
        WriteAsync((sink, stop) => TarStream.CopyTo(tar, sink, stop), path, tarCopy: null, cancellationToken);

    private async Task<BuiltLayer> WriteAsync(
        Action<IBlockSink, CancellationToken> fill, string path, Stream? tarCopy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await WriteSpoolAsync(fill, path, tarCopy, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            // Closing a file writes what is left of it.
            PosixFile.RemoveTree(path);
            throw Unwritable(path, error);
        }
        catch
        {
            PosixFile.RemoveTree(path);
            throw;
        }
    }

    /// <summary>
    /// Writes a layer unless it is what it was: first only its diffID is computed, and only when that is another than
    /// expected is the content read again and compressed.
    /// </summary>
    /// <param name="content">What is in the layer.</param>
    /// <param name="expected">The diffID of the layer that need not be written again; null writes in any case.</param>
    /// <param name="path">The spool file (see <see cref="WriteAsync(ILayerContent, string, Stream?, CancellationToken)"/>).</param>
    /// <param name="tarCopy">Where the uncompressed tar of a changed layer is written as well, or null; not disposed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The new layer, or null when its diffID is the expected one.</returns>
    /// <exception cref="OciException">As <see cref="WriteAsync(ILayerContent, string, Stream?, CancellationToken)"/>.</exception>
    public async Task<BuiltLayer?> WriteIfChangedAsync(
        ILayerContent content,
        Digest? expected,
        string path,
        Stream? tarCopy = null,
        CancellationToken cancellationToken = default)
    {
        if (expected is not null)
        {
            var now = await ComputeDigestAsync(content, null, cancellationToken).ConfigureAwait(false);
            if (now.DiffId == expected)
            {
                return null;
            }
        }

        return await WriteAsync(content, path, tarCopy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Computes a layer's diffID without compressing or storing it.</summary>
    /// <param name="content">What is in the layer.</param>
    /// <param name="tarCopy">Where the uncompressed tar is written, or null; not disposed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OciException">As <see cref="WriteAsync(ILayerContent, string, Stream?, CancellationToken)"/>.</exception>
    public async Task<LayerDigest> ComputeDigestAsync(
        ILayerContent content, Stream? tarCopy = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var digest = new TarDigest(tarCopy);
        await PassThroughAsync((sink, stop) => Fill(content, sink, stop), pipe => pipe.Drain(digest, output: null), cancellationToken).ConfigureAwait(false);
        return digest.Finish();
    }

    private async Task<BuiltLayer> WriteSpoolAsync(
        Action<IBlockSink, CancellationToken> fill, string path, Stream? tarCopy, CancellationToken cancellationToken)
    {
        using var digest = new TarDigest(tarCopy);
        using var file = Create(path);
        using var spool = new HashingStream(new BufferedStream(file, SpoolBuffer));
        await (_chunks is null
            ? PassThroughAsync(fill, pipe => Compress(pipe, digest, spool, path), cancellationToken)
            : WriteInChunksAsync(_chunks, fill, digest, spool, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var (diffId, size) = digest.Finish();
        return new BuiltLayer(
            diffId, size, new Descriptor(_compressor.MediaType, spool.CurrentDigest, spool.Length), path);
    }

    private static async Task WriteInChunksAsync(
        ChunkPool chunks, Action<IBlockSink, CancellationToken> fill, TarDigest digest, Stream spool, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new GzipPipe(chunks, digest, spool, stop.Token);
        try
        {
            await OnThread(() => fill(pipe, stop.Token)).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pipe.EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await pipe.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Reads on one thread, and does with it what is to be done on another.</summary>
    private static async Task PassThroughAsync(Action<IBlockSink, CancellationToken> fill, Action<LayerPipe> take, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var pipe = new LayerPipe(stop.Token);
        var reading = OnThread(() => fill(pipe, stop.Token));
        var taking = OnThread(() => take(pipe));
        await EndBothAsync(reading, taking, stop).ConfigureAwait(false);
    }

    private void Fill(ILayerContent content, IBlockSink sink, CancellationToken cancellationToken)
    {
        try
        {
            var tar = new TarWriter(sink, _modified);
            content.WriteTo(tar, cancellationToken);
            tar.Complete();
        }
        catch (PosixException error)
        {
            throw new OciException(OciErrors.UnreadableSource, error.Message, error);
        }
    }

    private void Compress(LayerPipe pipe, TarDigest digest, HashingStream spool, string path)
    {
        try
        {
            using (var compressed = _compressor.Compress(spool))
            {
                pipe.Drain(digest, compressed);
            }

            spool.Flush();
        }
        catch (IOException error)
        {
            throw Unwritable(path, error);
        }
    }

    /// <summary>Waits for both threads; when one fails the other is stopped, and the failure is that of the first.</summary>
    private static async Task EndBothAsync(Task reading, Task taking, CancellationTokenSource stop)
    {
        var first = await Task.WhenAny(reading, taking).ConfigureAwait(false);
        var second = first == reading ? taking : reading;
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await second.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await first.ConfigureAwait(false);
        await second.ConfigureAwait(false);
    }

    // A thread of its own: the stages of several layers wait for each other and would starve the thread pool.
    private static Task OnThread(Action work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static FileStream Create(string path)
    {
        try
        {
            return PosixFile.Create(path, SpoolMode);
        }
        catch (PosixException error)
        {
            throw Unwritable(path, error);
        }
    }

    private static OciException Unwritable(string path, IOException error) => new(
        OciErrors.UnwritableSpool,
        $"could not write the layer to {path}: {error.Message.TrimEnd('.')}; make room there, or choose another folder for"
        + " temporary files.",
        error);
}
