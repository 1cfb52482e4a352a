using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Tests.Platform;

public sealed class LifecycleMetadataLabelTests
{
    private const string Label =
        """{"app":[{"sha":"sha256:a"}],"sbom":{"sha":"sha256:s"},"buildpacks":[{"key":"a/b","version":"1","layers":{"l":{"sha":"sha256:l","data":{"f":1.5,"i":9007199254740993,"n":[1,"x"],"s":"a\u003cb"},"build":false,"launch":true,"cache":true},"m":{"sha":"","data":null,"build":false,"launch":true,"cache":false}},"store":{"metadata":{"k":"v"}}}],"config":{"sha":"c"},"launcher":{"sha":"l"},"process-types":{"sha":""},"runImage":{"topLayer":"t","reference":"r","image":"i","mirrors":["m"]},"stack":{"runImage":{"image":"i"}}}""";

    [Fact]
    public void What_is_read_is_written_again_byte_for_byte() =>
        Assert.Equal(Label, LifecycleMetadataLabel.ToJson(LifecycleMetadataLabel.TryParse(Label)!));

    [Fact]
    public void Large_numbers_of_buildpacks_stay_exact()
    {
        var data = Assert.IsType<TomlTable>(LifecycleMetadataLabel.TryParse(Label)!.Buildpacks[0].Layers[0].Data);
        Assert.Equal(new TomlInteger(9007199254740993), data["i"]);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("[]")]
    [InlineData("{\"app\":{\"sha\":\"old form\"}}")]
    [InlineData("{\"app\":[{\"sha\":1}]}")]
    [InlineData("{\"buildpacks\":[{\"key\":\"\"}]}")]
    [InlineData("")]
    public void Labels_of_another_form_are_none(string label) => Assert.Null(LifecycleMetadataLabel.TryParse(label));

    [Fact]
    public void Unknown_and_missing_members_do_no_harm() =>
        Assert.Equal("", LifecycleMetadataLabel.TryParse("{\"unknown\":[1],\"app\":null}")!.Launcher);

    [Theory]
    [InlineData(3.0, "3")]
    [InlineData(1.5, "1.5")]
    [InlineData(0.0, "0")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1.25e-7, "1.25e-7")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(-2.5e100, "-2.5e+100")]
    public void Floats_are_written_as_Go_writes_them(double value, string json) => Assert.Equal(json, TomlToJson.Float(value));
}
