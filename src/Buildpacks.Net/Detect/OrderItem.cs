using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Detect;

/// <summary>A place in a group that is to be tried.</summary>
internal abstract record OrderItem
{
    private OrderItem()
    {
    }

    /// <summary>A buildpack, which may be a composite one, or an extension.</summary>
    public sealed record Reference(ComponentKind Kind, BuildpackId Id, string Version, bool Optional) : OrderItem
    {
        /// <summary>The execution environments in which it takes part; empty means all.</summary>
        public IReadOnlyList<string> ExecEnv { get; init; } = [];

        /// <summary>The composite buildpack in which it stands; null in order.toml itself.</summary>
        public Composite? Within { get; init; }

        public static Reference From(OrderElement element) => new(ComponentKind.Buildpack, element.Id, element.Version, element.Optional)
        {
            ExecEnv = element.ExecEnv,
        };

        public override string ToString() => $"{Id}@{Version}";
    }

    /// <summary>The groups of extensions, of which one or none joins the buildpacks behind it.</summary>
    public sealed record Extensions(IReadOnlyList<OrderGroup> Groups) : OrderItem;

    /// <summary>A composite buildpack, and the one in which it stands itself.</summary>
    public sealed record Composite(BuildpackId Id, string Version, Composite? Within)
    {
        /// <summary>The composite of this name on the way up; null when there is none.</summary>
        public bool Contains(BuildpackId id, string version) =>
            (Id == id && Version == version) || (Within is not null && Within.Contains(id, version));

        public override string ToString() => Within is null ? $"{Id}@{Version}" : $"{Within} > {Id}@{Version}";
    }
}
