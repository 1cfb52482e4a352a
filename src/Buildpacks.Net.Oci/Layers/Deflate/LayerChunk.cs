namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>A chunk of an archive on its way through the compression, with the memory for all of it.</summary>
internal sealed class LayerChunk : IThreadPoolWorkItem
{
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(
        DeflateFormat.WindowSize + DeflateEncoder.ChunkLength, pinned: true);

    private readonly byte[] _output = GC.AllocateUninitializedArray<byte>(
        DeflateEncoder.MaxOutputLength(DeflateEncoder.ChunkLength), pinned: true);

    private GzipPipe? _pipe;
    private int _dictionary;
    private int _outputLength;

    /// <summary>Where the content goes.</summary>
    public ArraySegment<byte> Content =>
        new(_input, DeflateFormat.WindowSize, DeflateEncoder.ChunkLength);

    /// <summary>The chunk's place in its layer, from 0.</summary>
    public long Number { get; private set; }

    /// <summary>How many bytes of content there are.</summary>
    public int Length { get; set; }

    /// <summary>Whether the layer ends with it.</summary>
    public bool IsLast { get; set; }

    /// <summary>The sum of the content.</summary>
    public Crc32Sum Sum { get; private set; }

    /// <summary>The compressed content.</summary>
    public ReadOnlySpan<byte> Output => _output.AsSpan(0, _outputLength);

    /// <summary>Prepares for new content.</summary>
    /// <param name="pipe">Who is told when it is compressed.</param>
    /// <param name="number">Its place in the layer, from 0.</param>
    /// <param name="dictionary">The end of the full chunk before it; nothing for the first one.</param>
    public void Begin(GzipPipe pipe, long number, ReadOnlySpan<byte> dictionary)
    {
        _pipe = pipe;
        Length = 0;
        IsLast = false;
        Number = number;
        _dictionary = dictionary.Length;
        dictionary.CopyTo(_input);
    }

    /// <summary>Copies what the next chunk may refer to.</summary>
    public void CopyEndTo(Span<byte> dictionary) => _input.AsSpan(DeflateEncoder.ChunkLength).CopyTo(dictionary);

    /// <summary>Compresses the content.</summary>
    public void Compress(DeflateEncoder encoder)
    {
        Sum = Crc32Sum.Of(Content.AsSpan(0, Length));
        var input = _input.AsSpan(DeflateFormat.WindowSize - _dictionary, _dictionary + Length);
        _outputLength = encoder.Encode(input, _dictionary, _output, IsLast);
    }

    void IThreadPoolWorkItem.Execute() => _pipe!.Process(this);
}
