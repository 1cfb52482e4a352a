using System.Text;
using System.Text.Json;

namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>What the body of a refusal says (OCI distribution specification, error codes).</summary>
/// <param name="Codes">Its error codes; empty when the body is no such document.</param>
/// <param name="Text">Codes and messages in one line, without control characters; empty when there are none.</param>
internal sealed record RegistryErrorBody(IReadOnlyList<string> Codes, string Text)
{
    private const int Limit = 64 * 1024;
    private const int LongestText = 400;

    public static RegistryErrorBody None { get; } = new([], string.Empty);

    /// <summary>Reads a body, as far as it is of use. A body that cannot be read counts as none.</summary>
    public static async Task<RegistryErrorBody> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[Limit];
        try
        {
            var length = await body.ReadAtLeastAsync(buffer, Limit, false, cancellationToken).ConfigureAwait(false);
            return Parse(buffer.AsMemory(0, length));
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return None;
        }
    }

    public static RegistryErrorBody Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array)
            {
                return None;
            }

            var found = errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object).ToList();
            var codes = found.Select(error => Clean(Member(error, "code"))).Where(code => code.Length > 0).ToList();
            var lines = found.Select(error => $"{Member(error, "code")}: {Member(error, "message")}".Trim(' ', ':'));
            return new RegistryErrorBody(codes, Clean(string.Join("; ", lines)));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static string Member(JsonElement error, string name)
    {
        try
        {
            return error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() ?? string.Empty
                : string.Empty;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text.
            return string.Empty;
        }
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var character in text.Take(LongestText))
        {
            clean.Append(char.IsControl(character) ? ' ' : character);
        }

        return clean.ToString();
    }
}
