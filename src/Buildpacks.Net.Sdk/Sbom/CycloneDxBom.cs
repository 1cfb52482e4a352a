using System.Buffers;
using System.Text.Json;

namespace Buildpacks.Net.Sdk.Sbom;

/// <summary>
/// A software bill of materials in CycloneDX 1.5 JSON. The same components give the same bytes: there is no serial number and
/// no time in it, so layers stay reproducible.
/// </summary>
/// <param name="Components">The components; they are written sorted by package URL, each once.</param>
public sealed record CycloneDxBom(IReadOnlyList<CycloneDxComponent> Components)
{
    /// <summary>The document as UTF-8 JSON.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("bomFormat", "CycloneDX");
            writer.WriteString("specVersion", "1.5");
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("components");
            foreach (var component in Components
                .DistinctBy(c => c.PackageUrl)
                .OrderBy(c => c.PackageUrl, StringComparer.Ordinal))
            {
                Write(writer, component);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, CycloneDxComponent component)
    {
        writer.WriteStartObject();
        writer.WriteString("type", component.Type);
        writer.WriteString("bom-ref", component.PackageUrl);
        writer.WriteString("name", component.Name);
        writer.WriteString("version", component.Version);
        if (component.Sha512 is { } hash)
        {
            writer.WriteStartArray("hashes");
            writer.WriteStartObject();
            writer.WriteString("alg", "SHA-512");
            writer.WriteString("content", hash);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteString("purl", component.PackageUrl);
        writer.WriteEndObject();
    }
}
