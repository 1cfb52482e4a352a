using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>Everything that execve needs.</summary>
internal readonly struct ProgramStart(Bytes path, Sequence<Bytes> arguments, Sequence<Bytes> environment)
{
    /// <summary>The program.</summary>
    public Bytes Path => path;

    /// <summary>Its arguments, its name first.</summary>
    public Sequence<Bytes> Arguments => arguments;

    /// <summary>Its environment, "NAME=value".</summary>
    public Sequence<Bytes> Environment => environment;
}
