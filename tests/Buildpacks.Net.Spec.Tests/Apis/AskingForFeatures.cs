using System.Reflection;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Spec.Tests.Apis;

public sealed class AskingForFeatures
{
    [Fact]
    public void All_versions_of_the_specification_are_supported()
    {
        Assert.Equal(
            ["0.7", "0.8", "0.9", "0.10", "0.11", "0.12", "0.13", "0.14", "0.15"],
            PlatformFeatures.Supported.Select(version => version.ToString()));
        Assert.Equal(
            ["0.7", "0.8", "0.9", "0.10", "0.11", "0.12"],
            BuildpackFeatures.Supported.Select(version => version.ToString()));
        Assert.All(PlatformFeatures.Supported, version => Assert.Equal(version, PlatformFeatures.For(version).Version));
        Assert.All(BuildpackFeatures.Supported, version => Assert.Equal(version, BuildpackFeatures.For(version).Version));
    }

    [Theory]
    [InlineData("0.6")]
    [InlineData("0.16")]
    [InlineData("1.0")]
    [InlineData("1.9")]
    public void Other_platform_versions_are_refused(string version)
    {
        var fault = Assert.Throws<UnsupportedApiException>(() => PlatformFeatures.For(ApiVersion.Parse(version)));
        Assert.Equal("BPN1201", fault.Code);
        Assert.Contains($"Platform API version {version} is not supported: use one of 0.7, 0.8", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.6")]
    [InlineData("0.13")]
    [InlineData("2.7")]
    public void Other_buildpack_versions_are_refused(string version) =>
        Assert.Equal("BPN1202", Assert.Throws<UnsupportedApiException>(() => BuildpackFeatures.For(ApiVersion.Parse(version))).Code);

    [Fact]
    public void Each_platform_feature_changes_once()
    {
        foreach (var feature in Features<PlatformFeatures>())
        {
            var values = PlatformFeatures.Supported.Select(version => (bool)feature.GetValue(PlatformFeatures.For(version))!).ToList();
            Assert.True(values.Zip(values.Skip(1)).Count(pair => pair.First != pair.Second) == 1, feature.Name);
        }
    }

    [Fact]
    public void Each_buildpack_feature_comes_once_and_stays()
    {
        foreach (var feature in Features<BuildpackFeatures>())
        {
            var values = BuildpackFeatures.Supported.Select(version => (bool)feature.GetValue(BuildpackFeatures.For(version))!).ToList();
            Assert.Equal(values.Order(), values);
            Assert.Equal((false, true), (values[0], values[^1]));
        }
    }

    private static IEnumerable<PropertyInfo> Features<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.PropertyType == typeof(bool));
}
