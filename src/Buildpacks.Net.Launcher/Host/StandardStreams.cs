using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Descriptors 0, 1 and 2 of this process.</summary>
internal static unsafe class StandardStreams
{
    private const int GetDescriptorFlags = 1;
    private const int Output = 1;

    /// <summary>
    /// Opens /dev/null in place of standard streams that the caller closed: otherwise the first file that the application
    /// opens would become its standard output. Where there is no /dev/null they stay closed.
    /// </summary>
    public static void OpenThoseClosed()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            if (SystemCalls.Control(descriptor, GetDescriptorFlags) < 0)
            {
                _ = SystemCalls.Open(((Bytes)"/dev/null"u8).Terminated(), SystemCalls.OpenReadWrite, 0);
            }
        }
    }

    /// <summary>Writes lines to standard output, where platforms expect the launcher's messages, each with a prefix.</summary>
    public static void WriteLines(Bytes prefix, Bytes message)
    {
        BytesBuilder lines = default;
        foreach (var line in new Split(message, (byte)'\n'))
        {
            var end = line.Length;
            while (end > 0 && line[end - 1] == '\r')
            {
                end--;
            }

            lines = lines.Add(prefix).Add(line.First(end)).Add((byte)'\n');
        }

        Write(lines.Built);
    }

    /// <summary>Writes to standard output. When nobody reads any more, the exit code must do.</summary>
    public static void Write(Bytes bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = (int)SystemCalls.Write(Output, bytes.Start, (nuint)bytes.Length);
            if (count < 0 && SystemCalls.LastError == SystemCalls.Interrupted)
            {
                continue;
            }

            if (count <= 0)
            {
                return;
            }

            bytes = bytes.From(count);
        }
    }
}
