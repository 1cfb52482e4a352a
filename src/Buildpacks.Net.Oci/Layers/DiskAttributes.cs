using System.Runtime.InteropServices;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Layers;

/// <summary>Reads and sets extended attributes on disk. Of all there are, those that mean something in an image.</summary>
internal static unsafe class DiskAttributes
{
    // The largest list and the largest value that the kernel allows.
    private const int MaximumLength = 64 * 1024;

    /// <summary>The attributes of a file, in the order of their names' bytes; null when it has none.</summary>
    /// <param name="terminatedPath">Its path, with a NUL at the end; links are not followed.</param>
    /// <exception cref="PosixException">They cannot be read.</exception>
    public static IReadOnlyList<ExtendedAttribute>? Read(ReadOnlySpan<byte> terminatedPath)
    {
        var names = stackalloc byte[MaximumLength];
        fixed (byte* path = terminatedPath)
        {
            var length = LibC.ListAttributes(path, names, MaximumLength);
            if (length <= 0)
            {
                return length == 0 || Marshal.GetLastPInvokeError() == LibC.NotSupported ? null : throw Failed(terminatedPath);
            }

            List<ExtendedAttribute>? attributes = null;
            for (nint at = 0; at < length;)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(names + at);
                if (IsKept(name))
                {
                    (attributes ??= []).Add(new ExtendedAttribute(PosixText.Decode(name), Value(path, names + at, terminatedPath)));
                }

                at += name.Length + 1;
            }

            attributes?.Sort((left, right) => PosixText.CompareBytes(left.Name, right.Name));
            return attributes;
        }
    }

    /// <summary>Sets attributes. Those that the file system, or this user, cannot set are left out.</summary>
    public static void Set(string path, IReadOnlyList<ExtendedAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            fixed (byte* file = PosixText.EncodeTerminated(path))
            fixed (byte* name = PosixText.EncodeTerminated(attribute.Name))
            fixed (byte* value = attribute.Value.Span)
            {
                if (IsKept(PosixText.Encode(attribute.Name))
                    && LibC.SetAttribute(file, name, value, (nuint)attribute.Value.Length, 0) < 0
                    && Marshal.GetLastPInvokeError() is not (LibC.NotSupported or LibC.NotPermitted))
                {
                    throw PosixException.Last($"set the attribute {attribute.Name} of", path);
                }
            }
        }
    }

    private static byte[] Value(byte* path, byte* name, ReadOnlySpan<byte> terminatedPath)
    {
        var buffer = new byte[MaximumLength];
        fixed (byte* start = buffer)
        {
            var length = LibC.GetAttribute(path, name, start, MaximumLength);
            return length < 0 ? throw Failed(terminatedPath) : buffer[..(int)length];
        }
    }

    private static bool IsKept(ReadOnlySpan<byte> name) => name.StartsWith("user."u8) || name.SequenceEqual("security.capability"u8);

    private static PosixException Failed(ReadOnlySpan<byte> terminatedPath) =>
        PosixException.Last("read the attributes of", PosixText.Decode(terminatedPath[..^1]));
}
