namespace Buildpacks.Net.Sdk.Tests.Readme;

/// <summary>What the documents show compiles and runs: it is the code of this folder.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("src/Buildpacks.Net.Sdk/README.md", "HelloBuildpack.cs", "internal sealed class")]
    [InlineData("src/Buildpacks.Net.Sdk.Testing/README.md", "HelloBuildpackTests.cs", "public sealed class")]
    public void The_example_is_the_code_that_is_tested(string document, string source, string start)
    {
        var code = Read("tests/Buildpacks.Net.Sdk.Tests/Readme/" + source);

        Assert.Contains(code[code.IndexOf(start, StringComparison.Ordinal)..], Read(document), StringComparison.Ordinal);
    }

    private static string Read(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Buildpacks.Net.sln")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        }

        return File.ReadAllText(Path.Combine(folder, path));
    }
}
