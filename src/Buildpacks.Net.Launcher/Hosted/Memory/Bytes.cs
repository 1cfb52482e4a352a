using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Memory;

internal readonly unsafe partial struct Bytes
{
    /// <summary>The bytes that a text stands for; see <see cref="PosixText"/>.</summary>
    public static Bytes From(string text)
    {
        var bytes = PosixText.Encode(text);
        fixed (byte* first = bytes)
        {
            return new Bytes(new Bytes(first, bytes.Length).Terminated(), bytes.Length);
        }
    }

    /// <summary>The bytes as text.</summary>
    public override string ToString() => PosixText.Decode(new ReadOnlySpan<byte>(Start, Length));
}
