namespace Buildpacks.Net.Spec.Documents;

/// <summary>One alternative of an order: its elements take part together.</summary>
/// <param name="Group">The elements in the order in which they run.</param>
public sealed record OrderGroup(IReadOnlyList<OrderElement> Group)
{
    internal static OrderGroup From(DocumentTable table) => new(table.List("group", OrderElement.From));
}
