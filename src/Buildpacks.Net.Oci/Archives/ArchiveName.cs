using Buildpacks.Net.Oci.Images;

namespace Buildpacks.Net.Oci.Archives;

/// <summary>How an image's name is written in an archive, and read there.</summary>
internal static class ArchiveName
{
    /// <summary>The annotation in which other tools look for the full name.</summary>
    public const string FullNameAnnotation = "io.containerd.image.name";

    private const string Hub = "docker.io";
    private const string Library = "library/";
    private const string LocalHost = "localhost/";

    /// <summary>The name as people write it: <c>app:latest</c>, <c>registry.example/app:1</c>.</summary>
    public static string Familiar(ImageReference reference)
    {
        if (reference.Registry != ImageReference.DefaultRegistry)
        {
            return reference.Name;
        }

        var repository = reference.Repository;
        return repository.StartsWith(Library, StringComparison.Ordinal)
            ? $"{repository[Library.Length..]}:{reference.Tag}"
            : $"{repository}:{reference.Tag}";
    }

    /// <summary>The name with its registry, as other tools complete it: <c>docker.io/library/app:latest</c>.</summary>
    public static string Full(ImageReference reference) =>
        reference.Registry != ImageReference.DefaultRegistry ? reference.Name

        // They take that for a host, also where it is a repository here.
        : reference.Repository.StartsWith(LocalHost, StringComparison.Ordinal) ? Familiar(reference)
        : $"{Hub}/{reference.Repository}:{reference.Tag}";

    /// <summary>Whether a name in an archive is an image's. Some tools write the tag alone.</summary>
    public static bool Matches(string name, ImageReference reference) =>
        name == reference.Tag || (ImageReference.TryParse(name, out var other) && other == reference);
}
