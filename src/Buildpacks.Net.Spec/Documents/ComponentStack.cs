namespace Buildpacks.Net.Spec.Documents;

/// <summary>A stack that an old buildpack works on.</summary>
/// <param name="Id">Id of the stack; <c>*</c> means any.</param>
/// <param name="Mixins">Mixins it needs.</param>
public sealed record ComponentStack(string Id, IReadOnlyList<string> Mixins)
{
    internal static ComponentStack From(DocumentTable table) => new(table.Text("id"), table.Strings("mixins") ?? []);
}
