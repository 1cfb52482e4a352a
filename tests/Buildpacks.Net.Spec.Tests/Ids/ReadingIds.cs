using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Tests.Ids;

public sealed class ReadingIds
{
    [Theory]
    [InlineData("acme/hello", "acme_hello", true)]
    [InlineData("a/b/c", "a_b_c", true)]
    [InlineData("x.y-Z9", "x.y-Z9", true)]
    [InlineData("../..", ".._..", true)]
    [InlineData("/", "_", true)]
    [InlineData("with space", "with space", false)]
    [InlineData("a_b", "a_b", false)]
    [InlineData("é", "é", false)]
    [InlineData("config", "config", false)]
    public void A_buildpack_id_names_one_folder(string text, string folder, bool isWellFormed)
    {
        var id = BuildpackId.Parse(text);

        Assert.Equal(text, id.ToString());
        Assert.Equal(folder, id.FolderName);
        Assert.Equal(isWellFormed, id.IsWellFormed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\0b")]
    public void A_buildpack_id_never_leads_elsewhere(string text)
    {
        var fault = Assert.Throws<InvalidIdException>(() => BuildpackId.Parse(text));
        Assert.Equal("BPN1101", fault.Code);
        Assert.Equal(text, fault.Text);
    }

    [Theory]
    [InlineData("layer", true)]
    [InlineData("a.b-c d", true)]
    [InlineData("launch", false)]
    public void A_layer_name_is_taken_as_it_is(string text, bool isWellFormed)
    {
        var name = LayerName.Parse(text);
        Assert.Equal((text, isWellFormed), (name.Value, name.IsWellFormed));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../x")]
    public void A_layer_name_never_leads_elsewhere(string text) =>
        Assert.Equal("BPN1102", Assert.Throws<InvalidIdException>(() => LayerName.Parse(text)).Code);

    [Theory]
    [InlineData("web", true)]
    [InlineData("a.b_c-1", true)]
    [InlineData("with space", false)]
    [InlineData("Ωx", false)]
    public void A_process_type_is_taken_as_it_is(string text, bool isWellFormed)
    {
        var type = ProcessType.Parse(text);
        Assert.Equal((text, isWellFormed), (type.Value, type.IsWellFormed));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a>b")]
    [InlineData("a<b")]
    [InlineData("a:b")]
    [InlineData("a|b")]
    [InlineData("a&b")]
    [InlineData("a\\b")]
    public void A_process_type_can_name_a_link(string text) =>
        Assert.Equal("BPN1103", Assert.Throws<InvalidIdException>(() => ProcessType.Parse(text)).Code);

    [Theory]
    [InlineData("0.12", "0.12")]
    [InlineData("v0.9", "0.9")]
    [InlineData("00.12", "0.12")]
    [InlineData("1", "1.0")]
    public void An_api_version_is_two_numbers(string text, string normal) => Assert.Equal(normal, ApiVersion.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0.")]
    [InlineData(".1")]
    [InlineData("0.10.0")]
    [InlineData("-0.1")]
    [InlineData(" 0.1")]
    [InlineData("0.99999999999")]
    public void Anything_else_is_no_api_version(string text) =>
        Assert.Equal("BPN1104", Assert.Throws<InvalidIdException>(() => ApiVersion.Parse(text)).Code);

    [Fact]
    public void Api_versions_are_ordered_by_number_not_by_text() =>
        Assert.True(ApiVersion.Parse("0.9").CompareTo(ApiVersion.Parse("0.10")) < 0);
}
