using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// A file being copied into an archive. Works on the bare descriptor: for many small files the bookkeeping of a
/// FileStream costs more than the reading.
/// </summary>
internal sealed unsafe class SourceFile : IDisposable
{
    private readonly string _path;
    private readonly int _descriptor;
    private bool _atEnd;

    private SourceFile(string path, int descriptor)
    {
        _path = path;
        _descriptor = descriptor;
    }

    public static SourceFile Open(string path, bool followLinks)
    {
        // Non-blocking, so that a file replaced by a pipe after it was looked at cannot stop us for good.
        var flags = LibC.OpenReadOnly | LibC.OpenCloseOnExec | LibC.OpenNonBlocking
            | (followLinks ? 0 : LibC.OpenNoFollow);
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            while (true)
            {
                var descriptor = LibC.Open(name, flags, 0);
                if (descriptor >= 0)
                {
                    return new SourceFile(path, descriptor);
                }

                if (Marshal.GetLastPInvokeError() != LibC.Interrupted)
                {
                    throw Failed(path);
                }
            }
        }
    }

    public int Read(Span<byte> buffer)
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

    public void Dispose() => _ = LibC.Close(_descriptor);

    private static OciException Failed(string path)
    {
        var cause = PosixException.Last("read", path);
        return new OciException(OciErrors.UnreadableSource, cause.Message, cause);
    }
}
