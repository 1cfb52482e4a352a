using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Generate;

/// <summary>What the Dockerfiles of all extensions make of the run image (Image Extension specification, run.Dockerfile).</summary>
/// <param name="NewBase">The run image that the last of them to name one wants; null when none does.</param>
/// <param name="Extends">Whether any that still counts changes the image.</param>
/// <param name="Overruled">Dockerfiles in front of the one that names the image; they have no effect.</param>
internal sealed record RunImageChoice(string? NewBase, bool Extends, IReadOnlySet<ExtensionDockerfile> Overruled)
{
    /// <summary>Goes through the Dockerfiles in the order of the group.</summary>
    public static RunImageChoice From(IEnumerable<ExtensionOutput> outputs)
    {
        var all = outputs.SelectMany(output => output.Dockerfiles).Where(file => file.Kind == ExtensionDockerfile.RunKind).ToList();
        var start = Math.Max(all.FindLastIndex(file => file.NewBase is not null), 0);
        var counting = all.Skip(start).ToList();
        return new RunImageChoice(
            counting.FirstOrDefault()?.NewBase, counting.Exists(file => file.Extends), all.Take(start).ToHashSet());
    }

    /// <summary>Whether an image is among those of run.toml; a digest does not matter.</summary>
    public static bool IsKnown(string image, RunToml run) =>
        run.Images.SelectMany(source => source.Mirrors.Prepend(source.Image)).Any(known => NameOf(known) == NameOf(image));

    private static string NameOf(string image)
    {
        var name = image.Split('@')[0];
        return ImageReference.TryParse(name, out var reference) ? reference.Name : name;
    }
}
