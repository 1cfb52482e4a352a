using System.Globalization;
using System.Text.Json;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Daemon;

/// <summary>Reads what a daemon tells of an image, and puts the image's config together from it.</summary>
internal sealed class DaemonImageReader(DaemonClient client, DaemonOptions options)
{
    /// <summary>Reads an image; null when there is none of that name.</summary>
    public async Task<Image?> FindAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        var action = $"read image {reference} in the daemon";
        using var inspected = await client.GetJsonAsync($"/images/{DaemonName.Of(reference)}/json", action, cancellationToken)
            .ConfigureAwait(false);
        using var history = inspected is null
            ? null
            : await client.GetJsonAsync($"/images/{DaemonName.Of(reference)}/history", action, cancellationToken).ConfigureAwait(false);
        if (inspected is null || history is null)
        {
            return null;
        }

        try
        {
            var id = IdOf(inspected.RootElement);
            var config = ImageConfig.Parse(WriteConfig(inspected.RootElement, history.RootElement), reference.Name);
            return new Image
            {
                Reference = reference,
                Identifier = id.Hex,
                Config = config,
                Layers = LayersOf(id, config),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new OciException(
                DaemonErrors.InvalidResponse, $"could not {action}: its answer is not the expected JSON.", error);
        }
    }

    /// <summary>The image's ID.</summary>
    /// <exception cref="OciException">The daemon has no such image, or cannot be asked.</exception>
    public async Task<Digest> GetIdAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        var action = $"read image {reference} in the daemon";
        using var inspected = await client.GetJsonAsync($"/images/{DaemonName.Of(reference)}/json", action, cancellationToken)
            .ConfigureAwait(false);
        return inspected is not null
            ? IdOf(inspected.RootElement)
            : throw new OciException(DaemonErrors.InvalidResponse, $"could not {action}: it is not there though it was written.");
    }

    private static Digest IdOf(JsonElement inspected) => Digest.Parse(inspected.GetProperty("Id").GetString() ?? string.Empty);

    private IReadOnlyList<ImageLayer> LayersOf(Digest id, ImageConfig config)
    {
        var history = ImageLayerList.HistoryOf(config);
        return [.. config.DiffIds.Select((diffId, i) => new ImageLayer(diffId)
        {
            Tar = new DaemonLayer(client, options, id, config.DiffIds, i),
            History = history?[i],
        })];
    }

    private static byte[] WriteConfig(JsonElement inspected, JsonElement history)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            Copy(writer, inspected, "Architecture", "architecture");
            Copy(writer, inspected, "Author", "author");
            Copy(writer, inspected, "Created", "created");
            Copy(writer, inspected, "DockerVersion", "docker_version");
            Copy(writer, inspected, "Os", "os");
            Copy(writer, inspected, "OsVersion", "os.version");
            Copy(writer, inspected, "Variant", "variant");
            Copy(writer, inspected, "Config", "config");
            writer.WriteStartObject("rootfs");
            writer.WriteString("type", "layers");
            Copy(writer, inspected.GetProperty("RootFS"), "Layers", "diff_ids");
            writer.WriteEndObject();
            WriteHistory(writer, history);
            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteHistory(Utf8JsonWriter writer, JsonElement history)
    {
        writer.WriteStartArray("history");

        // The daemon tells the newest step first, and not which steps made no layer.
        foreach (var step in history.EnumerateArray().Reverse())
        {
            writer.WriteStartObject();
            var created = step.TryGetProperty("Created", out var seconds) ? seconds.GetInt64() : 0;
            writer.WriteString(
                "created",
                DateTimeOffset.FromUnixTimeSeconds(created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Copy(writer, step, "CreatedBy", "created_by");
            Copy(writer, step, "Comment", "comment");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement from, string name, string target)
    {
        if (from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            writer.WritePropertyName(target);
            value.WriteTo(writer);
        }
    }
}
