using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>An environment variable and where its value comes from.</summary>
internal struct Variable
{
    public Bytes Name;
    public Bytes Value;

    /// <summary>The steps in their order; empty unless somebody asked for them.</summary>
    public Sequence<Origin> Origins;

    /// <summary><c>NAME=value</c>.</summary>
    public readonly Bytes Entry => default(BytesBuilder).Add(Name).Add((byte)'=').Add(Value).Built;
}
