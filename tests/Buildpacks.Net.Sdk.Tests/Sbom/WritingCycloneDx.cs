using System.Text;
using System.Text.Json;
using Buildpacks.Net.Sdk.Sbom;

namespace Buildpacks.Net.Sdk.Tests.Sbom;

public sealed class WritingCycloneDx
{
    private static readonly CycloneDxComponent A = new("library", "A", "1.0", "pkg:nuget/A@1.0") { Sha512 = "00ff" };
    private static readonly CycloneDxComponent B = new("framework", "B", "2.0", "pkg:generic/B@2.0");

    [Fact]
    public void The_same_components_give_the_same_bytes() =>
        Assert.Equal(new CycloneDxBom([A, B]).ToJson(), new CycloneDxBom([B, A, B]).ToJson());

    [Fact]
    public void Components_have_what_scanners_look_for()
    {
        var root = JsonDocument.Parse(new CycloneDxBom([A]).ToJson()).RootElement;

        Assert.Equal(("CycloneDX", "1.5"), (root.GetProperty("bomFormat").GetString(), root.GetProperty("specVersion").GetString()));
        var component = Assert.Single(root.GetProperty("components").EnumerateArray());
        Assert.Equal("pkg:nuget/A@1.0", component.GetProperty("purl").GetString());
        Assert.Equal("00ff", component.GetProperty("hashes")[0].GetProperty("content").GetString());
    }

    [Fact]
    public void There_is_no_time_and_no_serial_number_in_it()
    {
        var text = Encoding.UTF8.GetString(new CycloneDxBom([]).ToJson());

        Assert.DoesNotContain("serialNumber", text, StringComparison.Ordinal);
        Assert.DoesNotContain("timestamp", text, StringComparison.Ordinal);
    }
}
