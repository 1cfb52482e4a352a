using Buildpacks.Net.Cli.MachineBase;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Cli.Tests.MachineBase;

/// <summary>A base image made of a machine, and its files.</summary>
internal sealed class UnpackedImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private UnpackedImage()
    {
    }

    /// <summary>Where the files are.</summary>
    public string Root => _folder["root"];

    public NewImage Image { get; private set; } = null!;

    /// <summary>The warnings.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The digest of the manifest.</summary>
    public string Digest => Image.Assemble().Manifest.Digest.ToString();

    public string this[string path] => Root + path;

    public static async Task<UnpackedImage> CreateAsync(
        string machine, IReadOnlyList<string>? folders = null, IReadOnlyList<string>? programs = null, string? cache = null)
    {
        var unpacked = new UnpackedImage();
        Directory.CreateDirectory(unpacked.Root);
        var inputs = new MachineBaseInputs
        {
            Root = machine,
            Folders = folders ?? [],
            Programs = programs ?? [],
            CacheDirectory = cache ?? unpacked._folder["cache"],
            SpoolDirectory = unpacked._folder["spool"],
            Log = unpacked.Log,
        };
        unpacked.Image = await MachineBaseImage.AssembleAsync(inputs, CancellationToken.None);
        foreach (var layer in unpacked.Image.Layers)
        {
            await using var tar = await layer.OpenTarAsync();
            await LayerExtractor.ExtractAsync(tar, new ExtractionOptions { Root = unpacked.Root });
        }

        return unpacked;
    }

    public bool Has(string path) => Path.Exists(this[path]);

    public void Dispose() => _folder.Dispose();
}
