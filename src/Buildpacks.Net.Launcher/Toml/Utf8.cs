using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>The encoding of TOML texts.</summary>
internal static class Utf8
{
    /// <summary>The launch fails when the text is not UTF-8.</summary>
    public static void Require(TomlSource source)
    {
        for (var i = 0; i < source.Text.Length;)
        {
            var length = LengthAt(source.Text, i);
            i += length > 0 ? length : throw source.NotToml(i, "this is not UTF-8"u8);
        }
    }

    /// <summary>The number of bytes of the character at a place: 1 to 4, or 0 when the bytes there are none.</summary>
    public static int LengthAt(Bytes text, int index)
    {
        var lead = text[index];
        if (lead < 0x80)
        {
            return 1;
        }

        var length = lead switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 0,
        };
        return length == 0 || index + length > text.Length || !AreFollowing(text.From(index).First(length)) ? 0 : length;
    }

    private static bool AreFollowing(Bytes character)
    {
        for (var i = 1; i < character.Length; i++)
        {
            if ((character[i] & 0xC0) != 0x80)
            {
                return false;
            }
        }

        // Longer than needed, a surrogate, or beyond the last character.
        return (character[0], character[1]) switch
        {
            (0xE0, < 0xA0) or (0xED, > 0x9F) or (0xF0, < 0x90) or (0xF4, > 0x8F) => false,
            _ => true,
        };
    }
}
