using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Documents;

/// <summary>What the descriptors of buildpacks and extensions have in common.</summary>
public abstract record ComponentToml
{
    private protected ComponentToml()
    {
    }

    /// <summary>The API version it is written for, as written; null when the descriptor names none.</summary>
    public string? Api { get; init; }

    /// <summary>The table <c>[buildpack]</c> or <c>[extension]</c>.</summary>
    public ComponentInfo Info { get; init; } = new();

    /// <summary>The platforms it works on.</summary>
    public IReadOnlyList<ComponentTarget> Targets { get; init; } = [];

    /// <summary>The stacks it works on (old APIs).</summary>
    public IReadOnlyList<ComponentStack> Stacks { get; init; } = [];

    /// <summary>For a composite buildpack, the groups it stands for; otherwise empty.</summary>
    public IReadOnlyList<OrderGroup> Order { get; init; } = [];

    /// <summary>Anything else the author keeps in the descriptor; null when there is nothing.</summary>
    public TomlTable? Metadata { get; init; }

    /// <summary>Whether it stands for other buildpacks and has no programs of its own.</summary>
    public bool IsComposite => Order.Count > 0;
}
