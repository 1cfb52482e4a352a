using Buildpacks.Net.Execution;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Detect;

/// <summary>The components of a detection, each read once however many groups name it.</summary>
internal sealed class ComponentCatalog(ComponentStore store)
{
    private readonly Dictionary<string, Component> _components = new(StringComparer.Ordinal);

    /// <summary>Gets a component.</summary>
    /// <exception cref="DocumentException">It is not there, or its descriptor cannot be read.</exception>
    public async Task<Component> GetAsync(OrderItem.Reference reference, CancellationToken cancellationToken)
    {
        var key = $"{reference.Kind} {reference}";
        if (!_components.TryGetValue(key, out var component))
        {
            component = await store.ReadAsync(reference.Kind, reference.Id, reference.Version, cancellationToken).ConfigureAwait(false);
            _components.Add(key, component);
        }

        return component;
    }
}
