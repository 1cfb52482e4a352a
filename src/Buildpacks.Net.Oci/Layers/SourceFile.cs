using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// A file being copied into an archive. Works on the bare descriptor and on bytes: for many small files the bookkeeping of a
/// FileStream costs more than the reading.
/// </summary>
internal unsafe ref struct SourceFile : IDisposable
{
    private readonly ReadOnlySpan<byte> _path;
    private readonly int _descriptor;
    private bool _atEnd;

    private SourceFile(ReadOnlySpan<byte> path, int descriptor)
    {
        _path = path;
        _descriptor = descriptor;
    }

    /// <summary>Opens a file whose path ends with a NUL.</summary>
    public static SourceFile Open(ReadOnlySpan<byte> terminatedPath, bool followLinks)
    {
        // Non-blocking, so that a file replaced by a pipe after it was looked at cannot stop us for good.
        var flags = LibC.OpenReadOnly | LibC.OpenCloseOnExec | LibC.OpenNonBlocking
            | (followLinks ? 0 : LibC.OpenNoFollow);
        fixed (byte* name = terminatedPath)
        {
            while (true)
            {
                var descriptor = LibC.Open(name, flags, 0);
                if (descriptor >= 0)
                {
                    return new SourceFile(terminatedPath, descriptor);
                }

                if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
                {
                    throw Failed(terminatedPath);
                }
            }
        }
    }

    public int Read(scoped Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = LibC.Read(_descriptor, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    // Only at its end does a regular file give less than was asked for.
                    _atEnd = count < buffer.Length;
                    return (int)count;
                }

                if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
                {
                    throw Failed(_path);
                }
            }
        }
    }

    /// <summary>Whether nothing follows; reads on when that is not known yet.</summary>
    public bool IsAtEnd()
    {
        Span<byte> next = stackalloc byte[1];
        return _atEnd || Read(next) == 0;
    }

    public readonly void Dispose() => _ = LibC.Close(_descriptor);

    private static OciException Failed(ReadOnlySpan<byte> terminatedPath)
    {
        var cause = PosixException.Last("read", PosixText.Decode(terminatedPath[..^1]));
        return new OciException(OciErrors.UnreadableSource, cause.Message, cause);
    }
}
