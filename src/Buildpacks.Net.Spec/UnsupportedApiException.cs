using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec;

/// <summary>A platform or a buildpack asks for an API version that this package does not know.</summary>
public sealed class UnsupportedApiException : SpecException
{
    /// <summary>Code: a Platform API.</summary>
    public const string PlatformApi = "BPN1201";

    /// <summary>Code: a Buildpack API.</summary>
    public const string BuildpackApi = "BPN1202";

    /// <summary>Reports a version that is not supported.</summary>
    /// <param name="code">One of the codes of this class.</param>
    /// <param name="version">The version that was asked for.</param>
    /// <param name="supported">The versions that could have been asked for, in order.</param>
    public UnsupportedApiException(string code, ApiVersion version, IReadOnlyList<ApiVersion> supported)
        : base(code, Describe(code, version, supported), cause: null) => Version = version;

    /// <summary>The version that was asked for.</summary>
    public ApiVersion Version { get; }

    private static string Describe(string code, ApiVersion version, IReadOnlyList<ApiVersion> supported) =>
        $"{(code == PlatformApi ? "Platform" : "Buildpack")} API version {version} is not supported: use one of {string.Join(", ", supported)}.";
}
