using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Buildpacks.Net.TestKit.Registries;

/// <summary>The server's side of one request.</summary>
public sealed class HttpExchange(TcpClient client, NetworkStream stream, HttpRequest request, CancellationToken stop)
{
    private long _bodyLeft = request.ContentLength;

    /// <summary>The connection ends after this request.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Cancelled when the test ends.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Answers.</summary>
    public async Task ReplyAsync(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        await SkipBodyAsync();
        await HeadAsync(status, body.Length, headers);
        if (request.Method != "HEAD")
        {
            await stream.WriteAsync(body, stop);
        }
    }

    /// <summary>Answers with text.</summary>
    public Task ReplyAsync(int status, string body = "", params (string Name, string Value)[] headers) =>
        ReplyAsync(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Sends the head of an answer only. A length below zero announces none.</summary>
    public async Task HeadAsync(int status, long length, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (length >= 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), stop);
    }

    /// <summary>Sends some bytes as they are.</summary>
    public Task RawAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, stop).AsTask();

    /// <summary>Breaks the connection off, with a reset.</summary>
    public void Break()
    {
        IsClosed = true;
        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>Reads some of the request's body; none at its end.</summary>
    public async Task<byte[]> ReadBodyAsync(long most)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (_bodyLeft > 0 && body.Length < most)
        {
            var count = await stream.ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(buffer.Length, Math.Min(_bodyLeft, most - body.Length))), stop);
            if (count == 0)
            {
                throw new IOException("The client hung up.");
            }

            body.Write(buffer, 0, count);
            _bodyLeft -= count;
        }

        return body.ToArray();
    }

    /// <summary>Reads what is left of the body, so that the next request can be read.</summary>
    public async Task SkipBodyAsync() => await ReadBodyAsync(long.MaxValue);
}
