using System.Reflection;

namespace Buildpacks.Net.Lifecycle;

/// <summary>The version of this executable.</summary>
internal static class ProductVersion
{
    /// <summary>The version without build metadata, such as 0.1.0.</summary>
    public static string Text { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0")
        .Split('+')[0];
}
