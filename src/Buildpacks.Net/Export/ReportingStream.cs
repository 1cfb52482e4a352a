namespace Buildpacks.Net.Export;

/// <summary>Passes the tar of a layer on to a copy, if there is one, and reports from time to time how much there was.</summary>
/// <param name="copy">The copy, which is not disposed; null for none.</param>
/// <param name="layer">The layer's identifier.</param>
/// <param name="progress">Receives the reports.</param>
internal sealed class ReportingStream(Stream? copy, string layer, IProgress<LayerProgress> progress) : Stream
{
    private const long Step = 8 * 1024 * 1024;
    private long _written;
    private long _reported;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        copy?.Write(buffer);
        _written += buffer.Length;
        if (_written - _reported >= Step)
        {
            _reported = _written;
            progress.Report(new LayerProgress(layer, LayerState.Preparing, _written));
        }
    }

    public override void Flush() => copy?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
