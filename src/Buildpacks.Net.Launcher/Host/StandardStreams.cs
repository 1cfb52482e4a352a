using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Descriptors 0, 1 and 2 of this process.</summary>
internal static unsafe class StandardStreams
{
    private const int GetDescriptorFlags = 1;
    private const int ReadAndWrite = 2;
    private const int Output = 1;

    /// <summary>
    /// Opens /dev/null in place of standard streams that the caller closed: otherwise the first file that the application
    /// opens would become its standard output. Where there is no /dev/null they stay closed.
    /// </summary>
    public static void OpenThoseClosed()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            if (LibC.DescriptorFlags(descriptor, GetDescriptorFlags) < 0)
            {
                fixed (byte* name = "/dev/null\0"u8)
                {
                    _ = LibC.Open(name, ReadAndWrite, 0);
                }
            }
        }
    }

    /// <summary>Writes lines to standard output, where platforms expect the launcher's messages, each with a prefix.</summary>
    public static void WriteLines(string prefix, string message)
    {
        foreach (var line in message.Split('\n'))
        {
            Write(PosixText.Encode(prefix + line.TrimEnd('\r') + "\n"));
        }
    }

    private static void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint written = 0;
            while (written < bytes.Length)
            {
                var count = LibC.Write(Output, start + written, (nuint)(bytes.Length - written));
                if (count <= 0)
                {
                    // Nobody reads: the exit code must do.
                    return;
                }

                written += count;
            }
        }
    }
}
