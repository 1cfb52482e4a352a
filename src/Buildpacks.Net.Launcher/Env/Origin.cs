using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>One step on the way to a variable's value.</summary>
internal readonly struct Origin(OriginKind kind, Bytes path)
{
    public OriginKind Kind => kind;

    /// <summary>The file or folder; empty for the container's environment.</summary>
    public Bytes Path => path;
}
