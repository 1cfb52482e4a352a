namespace Buildpacks.Net.Spec.Documents;

/// <summary><c>order.toml</c>: the groups that detection tries, best first (Platform API, order.toml).</summary>
public sealed record OrderToml : IDocument<OrderToml>
{
    /// <summary>Groups of buildpacks.</summary>
    public IReadOnlyList<OrderGroup> Order { get; init; } = [];

    /// <summary>Groups of image extensions, all of which are optional.</summary>
    public IReadOnlyList<OrderGroup> OrderExtensions { get; init; } = [];

    /// <inheritdoc/>
    public static OrderToml Parse(string text, string file)
    {
        var root = DocumentTable.Parse(text, file);
        return new OrderToml
        {
            Order = root.List("order", OrderGroup.From),
            OrderExtensions = root.List("order-extensions", OrderGroup.From),
        };
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is no such document.</exception>
    public static Task<OrderToml> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        DocumentFile.ReadAsync<OrderToml>(path, cancellationToken);
}
