using System.Text.RegularExpressions;

namespace Buildpacks.Net.Oci.Tests.Readme;

public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_sample_is_code_that_compiles()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Buildpacks.Net.sln")))
        {
            root = Path.GetDirectoryName(root.TrimEnd('/'))!;
        }

        var code = Lines(File.ReadAllText(Path.Combine(root, "tests/Buildpacks.Net.Oci.Tests/Readme/ReadmeSamples.cs")));
        var samples = Sample().Matches(File.ReadAllText(Path.Combine(root, "src/Buildpacks.Net.Oci/README.md")));
        Assert.Equal(3, samples.Count);
        Assert.All(samples, sample => Assert.Contains(Lines(sample.Groups[1].Value), code, StringComparison.Ordinal));
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
