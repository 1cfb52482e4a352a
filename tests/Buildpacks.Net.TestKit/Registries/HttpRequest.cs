namespace Buildpacks.Net.TestKit.Registries;

/// <summary>A request that a <see cref="HttpTestServer"/> has got.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as they came.</param>
/// <param name="Headers">The headers by lower-case names.</param>
public sealed record HttpRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The path alone.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The query alone, without the question mark.</summary>
    public string Query => Target.Split('?', 2).ElementAtOrDefault(1) ?? "";

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>Length of the body as announced.</summary>
    public long ContentLength => long.TryParse(Header("content-length"), out var length) ? length : 0;
}
