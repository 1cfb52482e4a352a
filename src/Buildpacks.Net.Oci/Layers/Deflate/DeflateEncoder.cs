namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Compresses chunks of a stream, each on its own (RFC 1951): put one behind the other they are one deflate stream,
/// whoever compressed which and when. One encoder works on one chunk at a time.
/// </summary>
internal sealed unsafe class DeflateEncoder
{
    /// <summary>
    /// The length of every chunk but the last: part of the promise that equal layers have equal bytes, so that it must
    /// never change.
    /// </summary>
    public const int ChunkLength = 512 * 1024;

    /// <summary>Counts the changes of the bytes that come out, at whichever level.</summary>
    public const int Version = 1;

    // A block is at most as long as it would be stored, plus its head; and whole words are written.
    private const int OutputSlack = 1024;
    private readonly MatchFinder? _finder;
    private readonly TokenBlock _tokens = new();
    private readonly BlockWriter _writer = new();

    public DeflateEncoder(LayerCompressionLevel level)
    {
        _finder = level switch
        {
            LayerCompressionLevel.None => null,
            LayerCompressionLevel.Fast => new FastMatchFinder(),
            LayerCompressionLevel.Balanced => new ChainMatchFinder(depth: 24, goodLength: 16, niceLength: 96),
            LayerCompressionLevel.Best => new ChainMatchFinder(depth: 512, goodLength: 64, niceLength: 258),
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        };
    }

    /// <summary>How much room the output of a chunk may need.</summary>
    public static int MaxOutputLength(int length) => length + (length >> 6) + OutputSlack;

    /// <summary>Compresses one chunk.</summary>
    /// <param name="buffer">The dictionary, followed by the chunk.</param>
    /// <param name="dictionary">How many bytes at the start of the buffer come before the chunk: 0 to 32768.</param>
    /// <param name="output">Has <see cref="MaxOutputLength"/> bytes.</param>
    /// <param name="last">Whether the stream ends here. If not, the output ends with a whole byte all the same.</param>
    /// <returns>The length of the output.</returns>
    public int Encode(ReadOnlySpan<byte> buffer, int dictionary, Span<byte> output, bool last)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dictionary, DeflateFormat.WindowSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, MaxOutputLength(buffer.Length - dictionary));
        fixed (byte* input = buffer)
        fixed (byte* start = output)
        {
            var bits = new BitWriter(start);
            EncodeBlocks(ref bits, input + dictionary, dictionary, buffer.Length - dictionary, last);
            bits.Align();
            return (int)(bits.Output - start);
        }
    }

    private void EncodeBlocks(ref BitWriter bits, byte* chunk, int dictionary, int length, bool last)
    {
        if (_finder is null || length == 0)
        {
            BlockWriter.WriteStored(ref bits, new ReadOnlySpan<byte>(chunk, length), last);
            return;
        }

        _finder.Begin(chunk, dictionary, length);
        while (!_finder.AtEnd)
        {
            var from = _finder.Position;
            _tokens.Clear();
            _finder.Fill(_tokens);
            var source = new ReadOnlySpan<byte>(from, (int)(_finder.Position - from));
            _writer.Write(ref bits, _tokens, source, last && _finder.AtEnd);
        }

        if (!last && bits.PendingCount > 0)
        {
            // An empty stored block ends with a whole byte.
            BlockWriter.WriteStored(ref bits, [], last: false);
        }
    }
}
