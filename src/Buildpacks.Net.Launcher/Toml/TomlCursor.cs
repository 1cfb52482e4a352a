using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>Goes through a TOML text byte by byte. Behind the end it finds NUL, which no valid text holds.</summary>
internal struct TomlCursor(TomlSource source)
{
    /// <summary>Where it is, in bytes from the start of the text.</summary>
    public int At { get; private set; }

    public readonly TomlSource Source => source;

    public readonly bool IsAtEnd => At >= source.Text.Length;

    public readonly byte Current => Peek(0);

    public readonly byte Peek(int ahead) => At + ahead < source.Text.Length ? source.Text[At + ahead] : (byte)0;

    public void Move(int count) => At += count;

    /// <summary>Goes on behind some bytes if they are here.</summary>
    public bool TryTake(Bytes wanted)
    {
        var isHere = source.Text.From(At).StartsWith(wanted);
        At += isHere ? wanted.Length : 0;
        return isHere;
    }

    /// <summary>The text from a place up to here.</summary>
    public readonly Bytes Since(int offset) => source.Text.From(offset).First(At - offset);

    public void SkipBlanks()
    {
        while (Current is (byte)' ' or (byte)'\t')
        {
            At++;
        }
    }

    /// <summary>Skips blanks, comments and line ends.</summary>
    public void SkipLines()
    {
        do
        {
            SkipBlanks();
            SkipComment();
        }
        while (TryTake("\n"u8) || TryTake("\r\n"u8));
    }

    /// <summary>Goes on behind the end of the line: only a comment may stand in front of it.</summary>
    public void EndLine()
    {
        SkipBlanks();
        SkipComment();
        if (!IsAtEnd && !TryTake("\n"u8) && !TryTake("\r\n"u8))
        {
            throw source.NotToml(At, "the line must end here"u8);
        }
    }

    private void SkipComment()
    {
        if (Current != '#')
        {
            return;
        }

        while (!IsAtEnd && !IsLineEnd())
        {
            if (IsControl(Current))
            {
                throw source.NotToml(At, "a control character must not be in a comment"u8);
            }

            At++;
        }
    }

    private readonly bool IsLineEnd() => Peek(0) == '\n' || (Peek(0) == '\r' && Peek(1) == '\n');

    /// <summary>Whether a byte is a control character that TOML does not allow in comments and strings.</summary>
    public static bool IsControl(byte value) => value is (< 0x20 and not (byte)'\t') or 0x7F;
}
