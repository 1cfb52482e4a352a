using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>A file in an environment folder of a layer.</summary>
internal readonly struct EnvironmentFile(Bytes name, Bytes path, Bytes value)
{
    /// <summary>The name of the variable and, behind the first dot, what to do.</summary>
    public Bytes Name => name;

    /// <summary>Where it is.</summary>
    public Bytes Path => path;

    /// <summary>Its content, verbatim.</summary>
    public Bytes Value => value;
}
