using System.Text.Json;

namespace DotnetBuildpack;

/// <summary>A package or project in a published application.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsPackage">Whether it is a package rather than a project of the solution.</param>
/// <param name="Sha512">Hex SHA-512 of the package, when known.</param>
/// <param name="Files">Its files, relative to the published folder.</param>
internal sealed record PublishedLibrary(string Name, string Version, bool IsPackage, string? Sha512, IReadOnlyList<string> Files)
{
    /// <summary>Reads all of a <c>deps.json</c>.</summary>
    public static IReadOnlyList<PublishedLibrary> ReadAll(ReadOnlyMemory<byte> dependencies)
    {
        using var document = JsonDocument.Parse(dependencies);
        var root = document.RootElement;
        var targetName = root.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        var targets = root.GetProperty("targets").GetProperty(targetName);
        return
        [
            .. root.GetProperty("libraries").EnumerateObject().Select(library =>
                Read(library, targets.TryGetProperty(library.Name, out var target) ? target : default)),
        ];
    }

    private static PublishedLibrary Read(JsonProperty library, JsonElement target)
    {
        var slash = library.Name.IndexOf('/', StringComparison.Ordinal);
        return new PublishedLibrary(
            library.Name[..slash],
            library.Name[(slash + 1)..],
            library.Value.GetProperty("type").GetString() == "package",
            ReadSha512(library.Value),
            target.ValueKind == JsonValueKind.Object ? ReadFiles(target) : []);
    }

    private static string? ReadSha512(JsonElement library)
    {
        const string prefix = "sha512-";
        var text = library.TryGetProperty("sha512", out var value) ? value.GetString() : null;
        var bytes = new byte[64];
        return text?.StartsWith(prefix, StringComparison.Ordinal) == true
            && Convert.TryFromBase64String(text[prefix.Length..], bytes, out var length) && length == bytes.Length
            ? Convert.ToHexStringLower(bytes)
            : null;
    }

    private static List<string> ReadFiles(JsonElement target)
    {
        var files = new List<string>();
        foreach (var asset in Assets(target, "runtime").Concat(Assets(target, "native")))
        {
            files.Add(Path.GetFileName(asset.Name));
        }

        foreach (var asset in Assets(target, "resources"))
        {
            files.Add($"{asset.Value.GetProperty("locale").GetString()}/{Path.GetFileName(asset.Name)}");
        }

        // Assets for certain runtimes keep their path.
        files.AddRange(Assets(target, "runtimeTargets").Select(a => a.Name));
        return files;
    }

    private static List<JsonProperty> Assets(JsonElement target, string kind) =>
        target.TryGetProperty(kind, out var assets) ? [.. assets.EnumerateObject()] : [];
}
