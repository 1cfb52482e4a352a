using System.Text;

namespace Buildpacks.Net.Shared;

/// <summary>
/// Linux names, arguments and environment values are bytes; .NET strings are UTF-16. This maps between them without
/// loss: valid UTF-8 reads as usual, and each byte that is not part of it becomes one lone low surrogate
/// U+DC80…U+DCFF (the scheme of PEP 383).
/// </summary>
internal static class PosixText
{
    private const int EscapeBase = 0xDC00;

    /// <summary>Reads bytes as text; <see cref="Encode"/> gives exactly these bytes back.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                // An invalid sequence may span several bytes; each of them is kept on its own.
                foreach (var b in bytes[..consumed])
                {
                    text.Append((char)(EscapeBase + b));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>Writes text as bytes: the inverse of <see cref="Decode"/>. No terminating NUL is added.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            var plain = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, plain);
            return plain;
        }

        var bytes = new List<byte>(text.Length + 8);
        Span<byte> buffer = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
            }
            else if (text[0] is >= '\uDC80' and <= '\uDCFF')
            {
                consumed = 1;
                bytes.Add((byte)(text[0] - EscapeBase));
            }
            else
            {
                bytes.AddRange("\uFFFD"u8);
            }

            text = text[consumed..];
        }

        return [.. bytes];
    }

    /// <summary>Writes text as NUL-terminated bytes, as system calls want it.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL: no file or variable can have that name.</exception>
    public static byte[] EncodeTerminated(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name or value for the system holds a NUL character.", nameof(text));
        }

        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            return [.. Encode(text), 0];
        }

        // The usual case, on the way of every system call: one allocation.
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Orders two texts as their bytes are ordered, which UTF-16 order does not always do.</summary>
    public static int CompareBytes(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return string.CompareOrdinal(left, right);
        }

        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                // Below the surrogates both orders agree; only then are the bytes needed.
                return left[i] < 0xD800 && right[i] < 0xD800
                    ? left[i] - right[i]
                    : Encode(left).AsSpan().SequenceCompareTo(Encode(right));
            }
        }

        return left.Length - right.Length;
    }

    /// <summary>A comparer that sorts as <see cref="CompareBytes"/>.</summary>
    public static IComparer<string> ByteOrder { get; } = Comparer<string>.Create(CompareBytes);
}
