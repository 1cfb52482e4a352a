using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>report.toml</c>: what an export or a rebase made (Platform API, report.toml).</summary>
public sealed record ReportToml : IDocument<ReportToml>
{
    /// <summary>All names of the image.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Id of the image in a Docker daemon; empty elsewhere.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Digest of the manifest; empty in a Docker daemon.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Size of the manifest in bytes; 0 when there is none.</summary>
    public long ManifestSize { get; init; }

    /// <summary>
    /// Unstructured bill of materials of the build; written only where the platform still wants it here.
    /// </summary>
    public IReadOnlyList<BomEntry> BuildBom { get; init; } = [];

    /// <inheritdoc/>
    public static ReportToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        var image = root.Child("image");
        return new ReportToml
        {
            Tags = image?.Strings("tags") ?? [],
            ImageId = image?.Text("image-id") ?? "",
            Digest = image?.Text("digest") ?? "",
            ManifestSize = image?.Integer("manifest-size") ?? 0,
            BuildBom = root.Child("build")?.List("bom", BomEntry.From) ?? [],
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<ReportToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<ReportToml>(path, cancellationToken);

    /// <summary>The bytes of the document as the lifecycle writes it.</summary>
    public string ToToml()
    {
        var root = new TomlTable();
        if (BuildBom.Count > 0)
        {
            var build = new TomlTable();
            build.AddTables("bom", BuildBom, entry => entry.ToTable());
            root["build"] = build;
        }

        var image = new TomlTable { ["tags"] = TomlArray.Of(Tags) };
        image.AddUnlessEmpty("image-id", ImageId);
        image.AddUnlessEmpty("digest", Digest);
        if (ManifestSize != 0)
        {
            image["manifest-size"] = ManifestSize;
        }

        root["image"] = image;
        return TomlWriter.Write(root);
    }
}
