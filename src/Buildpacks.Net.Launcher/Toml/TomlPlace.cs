using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Toml;

/// <summary>A place in a text as people count: the first line and the first character are 1.</summary>
internal readonly struct TomlPlace(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>The place of a byte.</summary>
    public static TomlPlace Of(Bytes text, int offset)
    {
        var line = 1;
        var column = 1;
        for (var i = 0; i < offset && i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else if ((text[i] & 0xC0) != 0x80)
            {
                column++;
            }
        }

        return new TomlPlace(line, column);
    }
}
