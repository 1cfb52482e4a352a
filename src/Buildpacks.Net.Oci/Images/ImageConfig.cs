using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// An image's config (OCI image specification, image configuration). Reading keeps the fields below and drops all
/// others; writing gives the bytes that Go programs write: their key order, their omissions, their escapes.
/// </summary>
public sealed record ImageConfig
{
    /// <summary>CPU architecture in Go's names; always written, even when empty.</summary>
    public string Architecture { get; init; } = string.Empty;

    /// <summary>Who made the image.</summary>
    public string Author { get; init; } = string.Empty;

    /// <summary>Docker's <c>container</c>: the container an image was committed from.</summary>
    public string Container { get; init; } = string.Empty;

    /// <summary>When the image was made.</summary>
    public Timestamp Created { get; init; } = Timestamp.Unknown;

    /// <summary>Docker's <c>docker_version</c>.</summary>
    public string DockerVersion { get; init; } = string.Empty;

    /// <summary>How each layer came to be, oldest first, with entries that made no layer.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>Operating system; always written, even when empty.</summary>
    public string Os { get; init; } = string.Empty;

    /// <summary>The digests of the uncompressed layers, lowest first.</summary>
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];

    /// <summary>How containers run.</summary>
    public ContainerConfig Config { get; init; } = new();

    /// <summary>Version of the operating system.</summary>
    public string OsVersion { get; init; } = string.Empty;

    /// <summary>CPU variant.</summary>
    public string Variant { get; init; } = string.Empty;

    /// <summary>Required features of the operating system.</summary>
    public IReadOnlyList<string> OsFeatures { get; init; } = [];

    /// <summary>The platform this image is for.</summary>
    public Platform Platform => new(Os, Architecture)
    {
        Variant = Variant.Length == 0 ? null : Variant,
        OsVersion = OsVersion.Length == 0 ? null : OsVersion,
        OsFeatures = OsFeatures.Count == 0 ? null : OsFeatures,
    };

    /// <summary>Reads a config.</summary>
    /// <param name="json">The document.</param>
    /// <param name="subject">What it belongs to, for messages: an image reference or a file.</param>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidDocument"/>: it is no valid config.</exception>
    public static ImageConfig Parse(ReadOnlyMemory<byte> json, string subject) => ImageConfigReader.Read(json, subject);

    /// <summary>Writes the config as UTF-8 JSON.</summary>
    public byte[] ToJson() => ImageConfigWriter.Write(this);

    /// <summary>The value of an environment variable in <see cref="ContainerConfig.Env"/>, or null.</summary>
    public string? GetEnv(string name)
    {
        foreach (var entry in Config.Env)
        {
            if (entry.Length > name.Length
                && entry[name.Length] == '='
                && entry.StartsWith(name, StringComparison.Ordinal))
            {
                return entry[(name.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>Sets an environment variable: replaced in its place, or appended.</summary>
    public ImageConfig WithEnv(string name, string value)
    {
        var entries = Config.Env.ToList();
        var at = entries.FindIndex(entry => entry.StartsWith(name + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            entries.Add($"{name}={value}");
        }
        else
        {
            entries[at] = $"{name}={value}";
        }

        return this with { Config = Config with { Env = entries } };
    }

    /// <summary>The value of a label, or null.</summary>
    public string? GetLabel(string name) => Config.Labels.GetValueOrDefault(name);

    /// <summary>Sets a label.</summary>
    public ImageConfig WithLabel(string name, string value)
    {
        var labels = new Dictionary<string, string>(Config.Labels, StringComparer.Ordinal) { [name] = value };
        return this with { Config = Config with { Labels = labels } };
    }
}
