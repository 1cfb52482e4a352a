using Buildpacks.Net.Oci.Content;


namespace Buildpacks.Net.Oci.Archives;

/// <summary>Reads a part of a file, from where the file stands. The file is disposed with this.</summary>
/// <param name="file">The file.</param>
/// <param name="length">How many bytes at most.</param>
internal sealed class SectionStream(Stream file, long length) : ReadOnlyStream
{
    private long _left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        if (count == 0)
        {
            return 0;
        }

        var read = await file.ReadAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
