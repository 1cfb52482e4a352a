using System.Text.Json;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Platform.Labels;

/// <summary>Writes JSON again with Go's escapes; order and numbers stay as they are.</summary>
internal static class JsonCopy
{
    public static void Write(GoJsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.Object(() =>
                {
                    foreach (var member in element.EnumerateObject())
                    {
                        Write(json.Key(member.Name), member.Value);
                    }
                });
                break;
            case JsonValueKind.Array:
                json.Array(element.EnumerateArray(), item => Write(json, item));
                break;
            case JsonValueKind.String:
                json.String(element.GetString()!);
                break;
            default:
                json.Raw(element.GetRawText());
                break;
        }
    }
}
