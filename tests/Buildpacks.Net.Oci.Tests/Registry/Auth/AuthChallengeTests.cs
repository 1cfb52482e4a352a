using Buildpacks.Net.Oci.Registry.Auth;

namespace Buildpacks.Net.Oci.Tests.Registry.Auth;

/// <summary>How challenges are read.</summary>
public sealed class AuthChallengeTests
{
    [Theory]
    [InlineData("Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:x:pull,push repository:y:pull\"", "bearer[realm=https://a/t;service=s;scope=repository:x:pull,push repository:y:pull]")]
    [InlineData("bearer  realm = \"a\" , service=b", "bearer[realm=a;service=b]")]
    [InlineData("Basic realm=\"x, y\", Bearer realm=\"z\"", "basic[realm=x, y] bearer[realm=z]")]
    [InlineData("Negotiate, Basic realm=\"a \\\"b\\\"\"", "negotiate[] basic[realm=a \"b\"]")]
    [InlineData("Basic", "basic[]")]
    [InlineData("Bearer realm=\"never closed", "bearer[]")]
    [InlineData("realm=\"x\"", "")]
    [InlineData("=", "")]
    [InlineData("", "")]
    public void Reads_them(string header, string expected) => Assert.Equal(expected, string.Join(' ', AuthChallenge.Parse(header)
        .Select(challenge => $"{challenge.Scheme}[{string.Join(';', challenge.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}]")));
}
