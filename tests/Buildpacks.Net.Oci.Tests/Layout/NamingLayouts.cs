using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Layout;

namespace Buildpacks.Net.Oci.Tests.Layout;

public sealed class NamingLayouts
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("a.test/team/app:v1", "a.test/team/app/v1")]
    [InlineData("a.test/app", "a.test/app/latest")]
    [InlineData("a.test:5000/app", "a.test:5000/app/latest")]
    [InlineData("ubuntu", "index.docker.io/library/ubuntu/latest")]
    [InlineData("a.test/app@sha256:" + Hex, "a.test/app/sha256/" + Hex)]
    [InlineData("a.test/app:v1@sha256:" + Hex, "a.test/app/sha256/" + Hex)]
    public void A_name_is_a_folder_of_the_layouts(string name, string folder) =>
        Assert.Equal($"/layouts/{folder}", new LayoutImageStore("/layouts").LayoutOf(ImageReference.Parse(name)).Directory);
}
