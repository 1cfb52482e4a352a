namespace Buildpacks.Net.Launcher.Memory;

/// <summary>The classes of single bytes that documents and names are made of.</summary>
internal static class Ascii
{
    public static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    public static bool IsLetter(byte value) => ToUpper(value) is >= (byte)'A' and <= (byte)'Z';

    public static byte ToUpper(byte value) => value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;

    /// <summary>The value of a hexadecimal digit; -1 when it is none.</summary>
    public static int HexValue(byte value)
    {
        var upper = ToUpper(value);
        return IsDigit(value) ? value - '0' : upper is >= (byte)'A' and <= (byte)'F' ? upper - 'A' + 10 : -1;
    }
}
