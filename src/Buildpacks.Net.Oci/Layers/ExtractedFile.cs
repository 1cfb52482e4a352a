using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>
/// A new file that is being filled. Works on the bare descriptor: for many small files the bookkeeping of a FileStream costs
/// more than the writing.
/// </summary>
internal sealed unsafe class ExtractedFile : IDisposable
{
    private readonly string _path;
    private readonly int _descriptor;

    private ExtractedFile(string path, int descriptor)
    {
        _path = path;
        _descriptor = descriptor;
    }

    /// <summary>Creates a file; the mode is subject to the umask.</summary>
    /// <exception cref="PosixException">There is something in its place, or the disk refuses.</exception>
    public static ExtractedFile Create(string path, uint mode)
    {
        var flags = LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenExclusive | LibC.OpenNoFollow | LibC.OpenCloseOnExec;
        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            var descriptor = LibC.Open(name, flags, mode);
            return descriptor >= 0 ? new ExtractedFile(path, descriptor) : throw PosixException.Last("open", path);
        }
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                var count = LibC.Write(_descriptor, start + done, (nuint)(bytes.Length - done));
                if (count < 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted)
                {
                    throw PosixException.Last("write", _path);
                }

                done += Math.Max(count, 0);
            }
        }
    }

    /// <summary>Sets exactly these permissions.</summary>
    public void ChangeMode(uint mode)
    {
        if (LibC.ChangeModeOf(_descriptor, mode) < 0)
        {
            throw PosixException.Last("change the mode of", _path);
        }
    }

    public void Dispose() => _ = LibC.Close(_descriptor);
}
