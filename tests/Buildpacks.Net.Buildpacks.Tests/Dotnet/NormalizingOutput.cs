using System.Text;
using DotnetBuildpack;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class NormalizingOutput
{
    [Fact]
    public void The_list_of_static_web_assets_has_one_order_and_one_date()
    {
        const string a = """{"Route":"a","ResponseHeaders":[{"Name":"Last-Modified","Value":"Mon, 01 Jan 2024 00:00:00 GMT"}]}""";
        const string b = """{"Route":"b","EndpointProperties":[]}""";

        var list = Encoding.UTF8.GetString(EndpointsFile.Normalize($"{{\"Version\":1,\"Endpoints\":[{b},{a}]}}"));

        Assert.Equal(list, Encoding.UTF8.GetString(EndpointsFile.Normalize($"{{\"Version\":1,\"Endpoints\":[{a},{b}]}}")));
        Assert.Contains("Tue, 01 Jan 1980 00:00:01 GMT", list, StringComparison.Ordinal);
        Assert.DoesNotContain("2024", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/app", "-p:PathMap=/app=/workspace")]
    [InlineData("/a b", "-p:PathMap=/a b=/workspace")]
    [InlineData("/a,b=c;d%41", "-p:PathMap=/a%2C%2Cb==c%3Bd%2541=/workspace")]
    public void Folders_are_mapped_whatever_their_names(string folder, string argument) =>
        Assert.Equal(argument, PathMap.ToArgument((folder, "/workspace")));

    [Fact]
    public void A_folder_in_another_is_mapped_first() =>
        Assert.Equal("-p:PathMap=/app/tmp=/build%2C/app=/workspace", PathMap.ToArgument(("/app", "/workspace"), ("/app/tmp", "/build")));
}
