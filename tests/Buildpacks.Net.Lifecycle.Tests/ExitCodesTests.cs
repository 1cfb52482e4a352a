using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Lifecycle.Tests;

public sealed class ExitCodesTests
{
    [Theory]
    [InlineData(FailureKind.Generic, 1)]
    [InlineData(FailureKind.InvalidArguments, 3)]
    [InlineData(FailureKind.UnsupportedPlatformApi, 11)]
    [InlineData(FailureKind.UnsupportedBuildpackApi, 12)]
    [InlineData(FailureKind.NothingDetected, 20)]
    [InlineData(FailureKind.NothingDetectedWithErrors, 21)]
    [InlineData(FailureKind.Detect, 22)]
    [InlineData(FailureKind.Analyze, 32)]
    [InlineData(FailureKind.Restore, 42)]
    [InlineData(FailureKind.BuildpackBuild, 51)]
    [InlineData(FailureKind.Build, 52)]
    [InlineData(FailureKind.Export, 62)]
    [InlineData(FailureKind.Rebase, 72)]
    [InlineData(FailureKind.ExtensionGenerate, 91)]
    [InlineData(FailureKind.Generate, 92)]
    [InlineData(FailureKind.Extend, 102)]
    public void Each_kind_of_failure_has_the_code_of_the_specification(FailureKind kind, int code) =>
        Assert.Equal(code, ExitCodes.For(new LifecycleException("BPN3000", kind, "x")));

    [Fact]
    public void Every_kind_of_failure_has_a_row_above()
    {
        var codes = Enum.GetValues<FailureKind>().Select(ExitCodes.For).ToList();
        Assert.Equal(16, codes.Count);
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void Unsupported_APIs_have_codes_of_their_own()
    {
        var version = new ApiVersion(9, 9);
        Assert.Equal(11, ExitCodes.For(new UnsupportedApiException(UnsupportedApiException.PlatformApi, version, PlatformFeatures.Supported)));
        Assert.Equal(12, ExitCodes.For(new UnsupportedApiException(UnsupportedApiException.BuildpackApi, version, BuildpackFeatures.Supported)));
    }

    [Fact]
    public void Anything_unforeseen_is_a_plain_failure() => Assert.Equal(1, ExitCodes.For(new IOException("disk")));
}
