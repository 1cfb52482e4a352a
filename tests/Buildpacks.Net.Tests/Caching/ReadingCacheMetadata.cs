using System.Text;
using Buildpacks.Net.Caching;

namespace Buildpacks.Net.Tests.Caching;

public sealed class ReadingCacheMetadata
{
    [Fact]
    public void What_is_read_is_written_back_the_same()
    {
        const string json = """{"sbom":{"sha":"s"},"buildpacks":[{"key":"a/b","version":"1","layers":{"l":{"sha":"x","data":{"big":9007199254740993,"f":1.5},"build":true,"launch":false,"cache":true}}}]}""";
        Assert.Equal(json, Parse(json)!.ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"buildpacks\":{}}")]
    [InlineData("{\"buildpacks\":[{\"key\":1}]}")]
    [InlineData("{\"buildpacks\":[{\"key\":\"a\",\"layers\":{\"../x\":{}}}]}")]
    public void What_is_damaged_is_told(string json) => Assert.Null(Parse(json));

    [Fact]
    public void Nulls_in_the_data_of_a_buildpack_are_left_out() => Assert.Contains(
        "\"data\":{\"k\":[1]}",
        Parse("""{"buildpacks":[{"key":"a","layers":{"l":{"data":{"k":[1,null],"n":null}}}}]}""")!.ToJson(),
        StringComparison.Ordinal);

    [Fact]
    public void What_follows_the_document_does_not_matter() => Assert.NotNull(Parse("{\"buildpacks\":[]} and more"));

    private static CacheMetadata? Parse(string json) => CacheMetadata.TryParse(Encoding.UTF8.GetBytes(json));
}
