using Buildpacks.Net.Execution;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Detect;

/// <summary>Reads what is to be tried: order.toml with the platform's own buildpacks around each group (Platform API, order resolution).</summary>
internal sealed class OrderReader(DetectInputs inputs, ComponentCatalog catalog)
{
    /// <summary>Reads the groups, best first. Each names only components that are there, for API versions that are supported.</summary>
    /// <exception cref="DocumentException">A document, or the descriptor of a component in a group, cannot be read.</exception>
    /// <exception cref="LifecycleException">A component is written for an API that is not supported, or extensions are not allowed.</exception>
    public async Task<IReadOnlyList<Pending?>> ReadAsync(CancellationToken cancellationToken)
    {
        var order = await OrderToml.ReadAsync(inputs.OrderPath, cancellationToken).ConfigureAwait(false);
        var system = await ReadSystemAsync(cancellationToken).ConfigureAwait(false);
        var groups = order.Order.Select(group => Surround(group, system)).ToList();
        await CheckAsync(groups, order.OrderExtensions, cancellationToken).ConfigureAwait(false);
        GuardExtensions(order);
        OrderItem[] extensions = order.OrderExtensions.Count == 0 ? [] : [new OrderItem.Extensions(order.OrderExtensions)];
        return [.. groups.Select(group => Pending.Join([.. extensions, .. group], null))];
    }

    private async Task<SystemToml> ReadSystemAsync(CancellationToken cancellationToken) =>
        inputs is { Features.HasSystemBuildpacks: true, SystemPath: { Length: > 0 } path }
            ? await DocumentFile.ReadIfPresentAsync<SystemToml>(path, cancellationToken).ConfigureAwait(false) ?? new SystemToml()
            : new SystemToml();

    /// <summary>The platform's buildpacks, all of which are required, except those whose id the group has.</summary>
    private List<OrderItem.Reference> Surround(OrderGroup group, SystemToml system)
    {
        var pre = Missing(system.Pre, group);
        var post = Missing(system.Post, group);
        if (pre.Count + post.Count > 0)
        {
            DetectLog.SystemBuildpacks(inputs.Log, pre.Count, post.Count);
        }

        return [.. pre, .. group.Group.Select(OrderItem.Reference.From), .. post];
    }

    private static List<OrderItem.Reference> Missing(IReadOnlyList<OrderElement> system, OrderGroup group) =>
    [
        .. system.Where(element => !group.Group.Any(other => other.Id == element.Id))
            .Select(element => OrderItem.Reference.From(element) with { Optional = false }),
    ];

    private async Task CheckAsync(
        List<List<OrderItem.Reference>> groups, IReadOnlyList<OrderGroup> extensions, CancellationToken cancellationToken)
    {
        foreach (var reference in groups.SelectMany(group => group).Concat(extensions.SelectMany(AllExtensions)))
        {
            var component = await catalog.GetAsync(reference, cancellationToken).ConfigureAwait(false);
            ComponentApi.Check(reference.Kind, reference.ToString(), component.Descriptor.Api);
        }
    }

    /// <summary>The extensions of a group. They are optional, whatever the document says.</summary>
    public static IEnumerable<OrderItem.Reference> AllExtensions(OrderGroup group) => group.Group.Select(element =>
        OrderItem.Reference.From(element) with { Kind = ComponentKind.Extension, Optional = true });

    private void GuardExtensions(OrderToml order)
    {
        if (order.OrderExtensions.Count == 0 || !inputs.Features.ExtensionsAreExperimental)
        {
            return;
        }

        switch (inputs.Experimental)
        {
            case ExperimentalMode.Error:
                throw DetectFault.Experimental();
            case ExperimentalMode.Warn:
                DetectLog.Experimental(inputs.Log, "Dockerfiles");
                break;
            default:
                break;
        }
    }

}
