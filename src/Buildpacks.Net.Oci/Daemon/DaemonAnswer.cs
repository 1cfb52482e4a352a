using System.Text.Json;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>Reads what a daemon says of failures.</summary>
internal static class DaemonAnswer
{
    private const int LongestText = 1000;

    /// <summary>The message in the body of a refusal; null when there is none.</summary>
    public static string? MessageIn(ReadOnlyMemory<byte> body) => Read(body, "message");

    /// <summary>The error in one of the lines that report progress; null when there is none.</summary>
    public static string? ErrorIn(string progress) => progress
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => Read(System.Text.Encoding.UTF8.GetBytes(line), "error"))
        .FirstOrDefault(error => error is not null);

    private static string? Read(ReadOnlyMemory<byte> json, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(member, out var value)
                && value.ValueKind == JsonValueKind.String
                ? Clean(value.GetString()!)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Clean(string text) =>
        new([.. text.Take(LongestText).Select(character => char.IsControl(character) ? ' ' : character)]);
}
