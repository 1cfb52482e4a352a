using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>What the steps on the way to a value are called.</summary>
internal static class OriginNames
{
    /// <summary>The specification's name for what a file does; eight characters, so that paths stand below each other.</summary>
    public static Bytes Action(OriginKind kind) => kind switch
    {
        OriginKind.Override => "override"u8,
        OriginKind.Default => "default "u8,
        OriginKind.Append => "append  "u8,
        _ => "prepend "u8,
    };

    /// <summary>The name in JSON.</summary>
    public static Bytes Json(OriginKind kind) => kind switch
    {
        OriginKind.Inherited or OriginKind.InheritedShortened => "container"u8,
        OriginKind.Folder => "folder"u8,
        OriginKind.Override => "override"u8,
        OriginKind.Default => "default"u8,
        OriginKind.Append => "append"u8,
        _ => "prepend"u8,
    };
}
