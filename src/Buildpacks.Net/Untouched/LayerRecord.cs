using System.Security.Cryptography;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Untouched;

/// <summary>
/// What the restorer keeps of a layer it has restored, so that the exporter can tell without reading the layer that nobody
/// has touched it since: the archive it came from, and the status of each of its files. Lies in the layers folder, in a
/// folder whose name no buildpack can have (see spec/adr/0011).
/// </summary>
/// <param name="DiffId">The diffID of the archive the layer was restored from.</param>
/// <param name="UncompressedSize">The length of that archive in bytes.</param>
/// <param name="Owner">The owner that all entries of the layer have in it.</param>
/// <param name="Parents">The entries of the archive above the layer's own folder.</param>
/// <param name="Files">The layer's folder and everything in it.</param>
internal sealed record LayerRecord(
    Digest DiffId, long UncompressedSize, FileOwner Owner, IReadOnlyList<RecordedParent> Parents, RecordedFiles Files)
{
    /// <summary>The folder of all records, in the layers folder.</summary>
    public const string FolderName = ".restored+";

    private const int DigestLength = 32;
    private const int MaximumLength = int.MaxValue / 2;

    // Another number for every change of the form: records of other forms are not there.
    private static ReadOnlySpan<byte> Magic => "CNBLAYER1"u8;

    /// <summary>Where the record of a layer is.</summary>
    public static string PathOf(string layersDirectory, string layerPath) =>
        $"{layersDirectory}/{FolderName}{layerPath[layersDirectory.Length..]}";

    /// <summary>Reads a record.</summary>
    /// <returns>Null when there is none, or it is damaged or of another form: then the layer has to be read.</returns>
    public static LayerRecord? TryRead(string path)
    {
        try
        {
            if (PosixFile.TryStatusOfLink(path) is not { Type: PosixFileType.Regular, Size: < MaximumLength } status)
            {
                return null;
            }

            var bytes = new byte[status.Size];
            using (var file = PosixFile.OpenRead(path))
            {
                file.ReadExactly(bytes);
            }

            var content = bytes.AsMemory(0, Math.Max(bytes.Length - DigestLength, 0));
            return content.Span.StartsWith(Magic) && SHA256.HashData(content.Span).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))
                ? Parse(new RecordReader(content[Magic.Length..]))
                : null;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The record as bytes, with a digest at the end.</summary>
    public byte[] ToBytes()
    {
        var writer = new RecordWriter();
        writer.WriteBytes(Magic);
        writer.WriteText(DiffId.ToString());
        writer.WriteNumber(UncompressedSize);
        writer.WriteOwner(Owner);
        writer.WriteNumber(Parents.Count);
        foreach (var parent in Parents)
        {
            writer.WriteText(parent.Path);
            writer.WriteNumber(parent.Mode);
            writer.WriteOwner(parent.Owner);
        }

        writer.WriteNumber(Files.Count);
        writer.WriteBytes(Files.Bytes.Span);
        return writer.Seal();
    }

    private static LayerRecord Parse(RecordReader reader)
    {
        var diffId = Digest.TryParse(reader.ReadText(), out var digest) ? digest : throw new InvalidDataException();
        var size = reader.ReadNumber();
        var owner = reader.ReadOwner();
        var parents = new RecordedParent[reader.ReadCount()];
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = new RecordedParent(reader.ReadText(), (uint)reader.ReadNumber(), reader.ReadOwner());
        }

        var count = reader.ReadCount();
        return new LayerRecord(diffId, size, owner, parents, new RecordedFiles(count, reader.ReadRest()));
    }
}
