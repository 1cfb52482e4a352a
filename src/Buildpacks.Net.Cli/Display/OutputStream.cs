using System.Text;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.Display;

/// <summary>Takes the bytes that buildpacks print, and hands them on as text.</summary>
internal sealed class OutputStream(Action<string> write) : WriteOnlyStream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Lock _gate = new();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            var text = new char[_decoder.GetCharCount(buffer, flush: false)];
            var length = _decoder.GetChars(buffer, text, flush: false);
            write(new string(text, 0, length));
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
