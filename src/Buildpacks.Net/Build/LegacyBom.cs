using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Build;

/// <summary>The unstructured bills of materials of old buildpacks as <c>sbom.legacy.json</c>, which is part of a layer: its bytes count.</summary>
internal static class LegacyBom
{
    /// <summary>The bytes of the file; <c>null</c> and a line end when there is nothing to list.</summary>
    public static byte[] ToJson(IReadOnlyList<BomEntry> entries)
    {
        var json = new GoJsonWriter();
        if (entries.Count == 0)
        {
            json.Null();
        }
        else
        {
            json.Array(entries, entry => Write(json, entry));
        }

        return [.. json.ToUtf8(), (byte)'\n'];
    }

    private static void Write(GoJsonWriter json, BomEntry entry) => json.Object(() =>
    {
        json.Key("name").String(entry.Name);
        TomlToJson.Write(json.Key("metadata"), entry.Metadata);
        json.Key("buildpack").Object(() =>
        {
            json.Key("id").String(entry.Buildpack?.Id.Value ?? "");
            json.Key("version").String(entry.Buildpack?.Version ?? "");
        });
    });
}
