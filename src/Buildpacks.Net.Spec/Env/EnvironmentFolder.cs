using Buildpacks.Net.Shared;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Spec.Env;

/// <summary>A folder of files that set environment variables, as it was when it was read.</summary>
/// <param name="Files">The files, sorted by the bytes of their names.</param>
public sealed record EnvironmentFolder(IReadOnlyList<EnvironmentFile> Files)
{
    /// <summary>No process can be given a longer variable.</summary>
    private const int LongestValue = 64 * 1024 * 1024;

    /// <summary>A folder without files, or none.</summary>
    public static EnvironmentFolder Empty { get; } = new([]);

    /// <summary>
    /// Reads a folder; one that is not there has no files. Folders in it are ignored, links are followed.
    /// </summary>
    /// <exception cref="EnvironmentFileException">The folder or a file in it cannot be read.</exception>
    public static EnvironmentFolder Read(string path)
    {
        try
        {
            if (PosixFile.TryStatus(path) is null)
            {
                return Empty;
            }

            var files = new List<EnvironmentFile>();
            foreach (var name in PosixFile.ReadDirectory(path))
            {
                if (ReadFile(path + "/" + name) is { } value)
                {
                    files.Add(new EnvironmentFile(name, value));
                }
            }

            return files.Count == 0 ? Empty : new EnvironmentFolder(files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new EnvironmentFileException(path, exception.Message, exception);
        }
    }

    /// <summary>The contents of the file with a name; null when there is none.</summary>
    internal string? Find(string name)
    {
        foreach (var file in Files)
        {
            if (file.Name == name)
            {
                return file.Value;
            }
        }

        return null;
    }

    /// <summary>The contents of a file; null for a folder.</summary>
    private static string? ReadFile(string path)
    {
        var type = PosixFile.TryStatus(path)?.Type
            ?? throw new EnvironmentFileException(path, "the file is gone, or is a link to nothing");
        if (type == PosixFileType.Directory)
        {
            return null;
        }

        if (type is PosixFileType.Fifo or PosixFileType.Socket)
        {
            throw new EnvironmentFileException(path, "it is not a file");
        }

        using var handle = PosixFile.OpenHandle(path, LibC.OpenReadOnly, 0);
        return PosixText.Decode(ReadToEnd(handle, path));
    }

    private static ReadOnlySpan<byte> ReadToEnd(SafeFileHandle handle, string path)
    {
        var buffer = new byte[512];
        var length = 0;
        while (true)
        {
            var read = RandomAccess.Read(handle, buffer.AsSpan(length), length);
            if (read == 0)
            {
                return buffer.AsSpan(0, length);
            }

            length += read;
            if (length > LongestValue)
            {
                throw new EnvironmentFileException(path, "it is too long for a variable");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 4);
            }
        }
    }
}
