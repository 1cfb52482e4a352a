using System.Text.Json;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>What the <c>manifest.json</c> of Docker's archives says of one image.</summary>
/// <param name="Config">The file with the config.</param>
/// <param name="Tags">The image's names; often none.</param>
/// <param name="Layers">The files with the layers, lowest first.</param>
internal sealed record DockerManifest(string Config, IReadOnlyList<string> Tags, IReadOnlyList<string> Layers)
{
    /// <summary>The document's name in an archive.</summary>
    public const string File = "manifest.json";

    private const int MaximumImages = 1024;

    /// <summary>Reads the document.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: it is none.</exception>
    public static IReadOnlyList<DockerManifest> Parse(ReadOnlyMemory<byte> json, string subject)
    {
        var images = JsonDocumentReader.ReadList(json, File, subject, (reader, image) => new DockerManifest(
            reader.Text(image, nameof(Config)), reader.Texts(image, "RepoTags"), reader.Texts(image, nameof(Layers))));
        return images.Count <= MaximumImages ? images : throw new OciException(
            OciErrors.InvalidDocument, $"could not read {subject}: it has {images.Count} images, more than {MaximumImages}.");
    }

    /// <summary>The document for this image alone.</summary>
    public byte[] ToJson()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            writer.WriteString(nameof(Config), Config);
            WriteTexts(writer, "RepoTags", Tags);
            WriteTexts(writer, nameof(Layers), Layers);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return output.ToArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
