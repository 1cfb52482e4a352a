using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Caching;

/// <summary>
/// The tar of a layer on its way into a cache folder. It is written beside other work that must not fail with it: a fault
/// of the disk is remembered, and later bytes are dropped.
/// </summary>
public sealed class StagedTar : Stream
{
    private const uint FileMode = 0x1B6;
    private readonly FileStream? _file;
    private long _length;

    internal StagedTar(string path)
    {
        Path = path;
        try
        {
            _file = PosixFile.Create(path, FileMode);
        }
        catch (IOException fault)
        {
            Fault = fault;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    internal string Path { get; }

    internal IOException? Fault { get; private set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            _file!.Write(buffer);
            _length += buffer.Length;
        }
        catch (IOException fault)
        {
            Fault = fault;
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends writing: the content is on the disk when this returns, and its time says whose it is.</summary>
    internal void Finish(DateTime seal)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        PosixFile.Sync(_file!.SafeFileHandle, Path);
        File.SetLastWriteTimeUtc(_file.SafeFileHandle, seal);
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
        }

        base.Dispose(disposing);
    }
}
