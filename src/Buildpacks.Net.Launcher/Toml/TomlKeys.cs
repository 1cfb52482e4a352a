using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Reads keys: bare, quoted, and several with dots between them.</summary>
internal static class TomlKeys
{
    /// <summary>Reads the parts of a key and goes on behind the blanks after it.</summary>
    public static Sequence<Bytes> Read(ref TomlCursor cursor)
    {
        Sequence<Bytes> keys = default;
        do
        {
            cursor.SkipBlanks();
            keys.Add(ReadPart(ref cursor));
            cursor.SkipBlanks();
        }
        while (cursor.TryTake("."u8));

        return keys;
    }

    private static Bytes ReadPart(ref TomlCursor cursor)
    {
        if (cursor.Current is (byte)'"' or (byte)'\'')
        {
            return TomlStrings.ReadLine(ref cursor);
        }

        var start = cursor.At;
        while (IsBare(cursor.Current))
        {
            cursor.Move(1);
        }

        return cursor.At > start ? cursor.Since(start) : throw cursor.Source.NotToml(start, "there must be a key here"u8);
    }

    private static bool IsBare(byte value) => Ascii.IsLetter(value) || Ascii.IsDigit(value) || value is (byte)'_' or (byte)'-';
}
