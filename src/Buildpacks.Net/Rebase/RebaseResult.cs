using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Rebase;

/// <summary>What a rebase made.</summary>
/// <param name="Image">The image, as its store knows it.</param>
/// <param name="RunImage">What names exactly the new base.</param>
/// <param name="Report">What is, or would be, in report.toml.</param>
public sealed record RebaseResult(SavedImage Image, string RunImage, ReportToml Report);
