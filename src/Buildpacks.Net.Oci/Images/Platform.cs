using System.Runtime.InteropServices;

namespace Buildpacks.Net.Oci.Images;

/// <summary>The platform an image is for (OCI image index, <c>platform</c>).</summary>
/// <param name="Os">Operating system, such as <c>linux</c>.</param>
/// <param name="Architecture">CPU architecture in Go's names, such as <c>amd64</c>.</param>
public sealed record Platform(string Os, string Architecture)
{
    /// <summary>Linux on the kind of CPU this program runs on.</summary>
    public static Platform Current { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>CPU variant, such as <c>v8</c>; null when not stated.</summary>
    public string? Variant { get; init; }

    /// <summary>Version of the operating system; null when not stated.</summary>
    public string? OsVersion { get; init; }

    /// <summary>Required features of the operating system; null when not stated.</summary>
    public IReadOnlyList<string>? OsFeatures { get; init; }

    /// <summary>
    /// Whether an image for this platform is wanted where <paramref name="wanted"/> is asked for: what the wanted
    /// platform states must be equal, what it leaves open may be anything.
    /// </summary>
    public bool Satisfies(Platform wanted) =>
        Os == wanted.Os
        && Architecture == wanted.Architecture
        && (string.IsNullOrEmpty(wanted.Variant) || Variant == wanted.Variant)
        && (string.IsNullOrEmpty(wanted.OsVersion) || OsVersion == wanted.OsVersion)
        && (wanted.OsFeatures ?? []).All(feature => OsFeatures?.Contains(feature) == true);

    /// <summary>The usual short form, <c>os/architecture[/variant]</c>.</summary>
    public override string ToString() =>
        string.IsNullOrEmpty(Variant) ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
