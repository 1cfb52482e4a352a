namespace Buildpacks.Net.Detect;

/// <summary>What is still to be looked at of a group. Groups with the same end share it, however many there are.</summary>
/// <param name="Item">The next place.</param>
/// <param name="Rest">What comes behind it.</param>
internal sealed record Pending(OrderItem Item, Pending? Rest)
{
    /// <summary>Puts items in front of what is left.</summary>
    public static Pending? Join(IEnumerable<OrderItem> items, Pending? rest) =>
        items.Reverse().Aggregate(rest, (behind, item) => new Pending(item, behind));
}
