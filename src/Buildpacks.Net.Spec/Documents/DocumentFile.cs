using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>Reads documents from files. Paths may hold bytes that are not UTF-8, as escaped by the lifecycle.</summary>
public static class DocumentFile
{
    /// <summary>Far more than any document needs, and little enough to hold: a link to a device must not fill the memory.</summary>
    private const int LargestFile = 64 * 1024 * 1024;

    /// <summary>Reads a document.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static async Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken = default)
        where T : class, IDocument<T> =>
        T.Parse(await ReadTextAsync(path, cancellationToken).ConfigureAwait(false), path);

    /// <summary>Reads a document, or null when there is no such file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static async Task<T?> ReadIfPresentAsync<T>(string path, CancellationToken cancellationToken = default)
        where T : class, IDocument<T>
    {
        try
        {
            if (PosixFile.TryStatus(path) is null)
            {
                return null;
            }
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            throw Unreadable(path, exception);
        }

        return await ReadAsync<T>(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a file of UTF-8 text; a byte order mark is dropped.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is not UTF-8.</exception>
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            // Opening a pipe would wait for a writer that may never come.
            if (PosixFile.TryStatus(path)?.Type is PosixFileType.Fifo or PosixFileType.Socket)
            {
                throw new DocumentException(
                    DocumentException.Unreadable, path, default, "the file cannot be read: it is a pipe or socket");
            }

            var file = PosixFile.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                using var bytes = new MemoryStream();
                await CopyAsync(file, bytes, path, cancellationToken).ConfigureAwait(false);
                return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>Decodes the bytes of a document; a byte order mark is dropped.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="DocumentException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            throw new DocumentException(
                DocumentException.InvalidToml, file, FirstInvalid(bytes), "the file is not UTF-8 from here on");
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task CopyAsync(FileStream file, MemoryStream bytes, string path, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > LargestFile)
            {
                throw new DocumentException(
                    DocumentException.Unreadable, path, default, "the file cannot be read: it is larger than 64 MiB");
            }

            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    private static Toml.TomlPosition FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        var column = 1;
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            bytes = bytes[consumed..];
        }

        return new Toml.TomlPosition(line, column);
    }

    private static DocumentException Unreadable(string path, Exception cause) =>
        new(DocumentException.Unreadable, path, default, $"the file cannot be read: {cause.Message}", cause);
}
