namespace Buildpacks.Net.Spec.Documents;

/// <summary>
/// A buildpack of the image, as the launcher sees it: without a check, for the image is made already.
/// </summary>
/// <param name="Id">Its id as written; empty when the document names none.</param>
/// <param name="Api">The version of its Buildpack API as written; empty when the document names none.</param>
public sealed record LaunchMetadataBuildpack(string Id, string Api)
{
    internal static LaunchMetadataBuildpack From(DocumentTable table) => new(table.Text("id"), table.Text("api"));
}
