using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace Buildpacks.Net.TestKit.Images;

/// <summary>Says where two images that should be equal are not.</summary>
public static class ImageDifference
{
    /// <summary>The differences, one a line; empty when manifest, config and layers are the same bytes.</summary>
    public static async Task<string> BetweenAsync(CheckedImage expected, CheckedImage actual)
    {
        if (expected.Digest == actual.Digest)
        {
            return "";
        }

        var layers = await BetweenLayersAsync(expected, actual);
        return layers.Length > 0 ? layers : $"config or manifest:\n{Encoding.UTF8.GetString(expected.RawConfig)}\n{Encoding.UTF8.GetString(actual.RawConfig)}";
    }

    /// <summary>The differences of the layers' content only.</summary>
    public static async Task<string> BetweenLayersAsync(CheckedImage expected, CheckedImage actual)
    {
        var text = new StringBuilder();
        for (var index = 0; index < Math.Max(expected.Layers.Count, actual.Layers.Count); index++)
        {
            var (one, other) = (expected.Layers.ElementAtOrDefault(index), actual.Layers.ElementAtOrDefault(index));
            if (one?.DiffId == other?.DiffId)
            {
                continue;
            }

            var (before, after) = (await EntriesAsync(one), await EntriesAsync(other));
            text.AppendLine(CultureInfo.InvariantCulture, $"layer {index}:");
            text.AppendJoin('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")).Take(40)).AppendLine();
        }

        return text.ToString();
    }

    private static async Task<List<string>> EntriesAsync(CheckedLayer? layer)
    {
        var lines = new List<string>();
        if (layer is null)
        {
            return lines;
        }

        using var reader = new TarReader(new MemoryStream(layer.Tar));
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            using var content = new MemoryStream();
            await (entry.DataStream?.CopyToAsync(content) ?? Task.CompletedTask);
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{entry.Name} {entry.EntryType} {entry.Mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime:u} {entry.LinkName} {content.Length} {Digests.Of(content.ToArray())[7..19]}"));
        }

        return lines;
    }
}
