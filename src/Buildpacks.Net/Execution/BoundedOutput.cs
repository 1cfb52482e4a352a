using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Execution;

/// <summary>Keeps what a program prints, up to a limit: one that prints without end must not exhaust memory.</summary>
internal sealed class BoundedOutput(int limit) : WriteOnlyStream
{
    private readonly MemoryStream _kept = new();
    private bool _isCut;

    /// <summary>What was kept, as text for people: bytes that are not UTF-8 become U+FFFD.</summary>
    public string ToText()
    {
        var text = Encoding.UTF8.GetString(_kept.GetBuffer().AsSpan(0, (int)_kept.Length));
        return _isCut ? text + "\n[the rest of the output was left out]" : text;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = Math.Min(limit - (int)_kept.Length, buffer.Length);
        _isCut |= room < buffer.Length;
        _kept.Write(buffer[..room]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }
}
