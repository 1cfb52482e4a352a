namespace Buildpacks.Net.Oci.Registry.Transport;

/// <summary>One request to a registry, in a form that can be made again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Address">Where it goes: relative to the registry's <c>/v2/</c>, or absolute.</param>
/// <param name="Repository">The repository it is about.</param>
/// <param name="Action">What is done, in words that follow "could not": <c>read manifest of …</c>.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Address, string Repository, string Action)
{
    /// <summary>Whether the request writes, so that a token must allow that.</summary>
    public bool Writes { get; init; }

    /// <summary>A further repository of the same registry that is read from.</summary>
    public string? SourceRepository { get; init; }

    /// <summary>The media types that are understood; null for any.</summary>
    public string? Accept { get; init; }

    /// <summary>The body; made anew for each attempt.</summary>
    public Func<StallWatch, HttpContent>? Content { get; init; }

    /// <summary>Read from this byte on.</summary>
    public long? RangeStart { get; init; }

    /// <summary>Whether the request may be repeated as it is.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>The scopes a token needs for this request.</summary>
    public IEnumerable<string> Scopes
    {
        get
        {
            yield return $"repository:{Repository}:{(Writes ? "pull,push" : "pull")}";
            if (SourceRepository is not null && SourceRepository != Repository)
            {
                yield return $"repository:{SourceRepository}:pull";
            }
        }
    }
}
