using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Buildpacks.Net.Oci.Content;

namespace Buildpacks.Net.Oci.Images;

/// <summary>
/// The name of an image: registry, repository, and a tag or a digest. Short names are completed as container tools do:
/// <c>busybox</c> is <c>index.docker.io/library/busybox:latest</c>. Two references are equal when their full names are.
/// </summary>
public sealed record ImageReference
{
    /// <summary>The registry of names that have none.</summary>
    public const string DefaultRegistry = "index.docker.io";

    private const string DefaultRegistryAlias = "docker.io";
    private const string DefaultNamespace = "library/";
    private const string DefaultTag = "latest";
    private const int MaximumTagLength = 128;
    private const int MinimumRepositoryLength = 2;
    private const int MaximumRepositoryLength = 255;

    private static readonly SearchValues<char> RepositoryCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-./");

    private static readonly SearchValues<char> TagCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> RegistryCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:[]");

    private ImageReference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The registry's host, with its port if it has one.</summary>
    public string Registry { get; }

    /// <summary>The repository in the registry, such as <c>library/busybox</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag; null exactly when <see cref="Digest"/> is set.</summary>
    public string? Tag { get; }

    /// <summary>The digest of the manifest; null exactly when <see cref="Tag"/> is set.</summary>
    public Digest? Digest { get; }

    /// <summary>Tag or digest, as it stands in a registry's manifest address.</summary>
    public string Identifier => Digest?.ToString() ?? Tag!;

    /// <summary>Registry and repository, without tag and digest.</summary>
    public string RepositoryName => $"{Registry}/{Repository}";

    /// <summary>The full name: <c>registry/repository:tag</c> or <c>registry/repository@digest</c>.</summary>
    public string Name => Digest is null ? $"{RepositoryName}:{Tag}" : $"{RepositoryName}@{Digest}";

    /// <summary>Reads an image reference. A tag before a digest is dropped: the digest decides.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidReference"/>: the text is none.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference, out var reason)
            ? reference
            : throw new OciException(OciErrors.InvalidReference, $"'{text}' is not an image reference: {reason}.");

    /// <summary>Reads an image reference; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference) =>
        TryParse(text ?? string.Empty, out reference, out _);

    /// <summary>The same repository with a tag.</summary>
    /// <exception cref="OciException"><see cref="OciErrors.InvalidReference"/>: that can be no tag.</exception>
    public ImageReference WithTag(string tag) => ReasonAgainstTag(tag) is { } reason
        ? throw new OciException(OciErrors.InvalidReference, $"'{tag}' is not a tag: {reason}.")
        : new ImageReference(Registry, Repository, tag, null);

    /// <summary>The same repository with a digest.</summary>
    public ImageReference WithDigest(Digest digest) => new(Registry, Repository, null, digest);

    /// <summary>The full name.</summary>
    public override string ToString() => Name;

    private static bool TryParse(
        string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? reason)
    {
        reference = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        Digest? digest = null;
        if (at >= 0)
        {
            if (!Digest.TryParse(text[(at + 1)..], out digest) || digest.Algorithm != "sha256")
            {
                reason = "what follows '@' must be 'sha256:' and 64 lower-case hexadecimal digits";
                return false;
            }

            text = text[..at];
        }

        var (name, tag) = SplitTag(text);
        reason = tag is null ? null : ReasonAgainstTag(tag);
        if (reason is not null)
        {
            return false;
        }

        var (registry, repository) = SplitRegistry(name);
        reason = ReasonAgainstRepository(repository) ?? ReasonAgainstRegistry(registry);
        if (reason is not null)
        {
            return false;
        }

        reference = Complete(registry, repository, digest is null ? tag ?? DefaultTag : null, digest);
        return true;
    }

    private static (string Name, string? Tag) SplitTag(string text)
    {
        // A colon before a slash belongs to a port.
        var colon = text.LastIndexOf(':');
        return colon >= 0 && text.IndexOf('/', colon) < 0 ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        // Only what has a dot or a port is a host; "localhost/app" is a repository, as it is for other tools of the field.
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && name.AsSpan(0, slash).ContainsAny('.', ':')
            ? (name[..slash], name[(slash + 1)..])
            : (string.Empty, name);
    }

    private static ImageReference Complete(string registry, string repository, string? tag, Digest? digest)
    {
        var host = registry is "" or DefaultRegistryAlias ? DefaultRegistry : registry;
        var implied = host == DefaultRegistry && !repository.Contains('/', StringComparison.Ordinal);
        return new ImageReference(host, implied ? DefaultNamespace + repository : repository, tag, digest);
    }

    private static string? ReasonAgainstTag(string tag) => tag.Length switch
    {
        0 => "a tag must follow the colon",
        > MaximumTagLength => $"a tag has at most {MaximumTagLength} characters",
        _ => tag.AsSpan().ContainsAnyExcept(TagCharacters) ? "a tag consists of letters, digits, '_', '-' and '.'" : null,
    };

    private static string? ReasonAgainstRepository(string repository) => repository.Length switch
    {
        < MinimumRepositoryLength or > MaximumRepositoryLength =>
            $"a repository name has {MinimumRepositoryLength} to {MaximumRepositoryLength} characters",
        _ => repository.AsSpan().ContainsAnyExcept(RepositoryCharacters)
            ? "a repository name consists of lower-case letters, digits, '_', '-', '.' and '/'"
            : null,
    };

    private static string? ReasonAgainstRegistry(string registry)
    {
        if (registry.Length == 0)
        {
            return null;
        }

        var bracket = registry.LastIndexOf(']');
        var colon = registry.IndexOf(':', Math.Max(bracket, 0));
        var port = colon < 0 ? string.Empty : registry[(colon + 1)..];
        var host = colon < 0 ? registry : registry[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        return registry.AsSpan().ContainsAnyExcept(RegistryCharacters)
            || port.AsSpan().ContainsAnyExceptInRange('0', '9')
            || (!bracketed && host.AsSpan().ContainsAny(":[]"))
                ? $"'{registry}' is not a host with an optional port"
                : null;
    }
}
