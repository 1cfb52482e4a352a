using System.Text;
using Buildpacks.Net.Caching;
using Buildpacks.Net.Platform.Labels;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Tests.Platform;

/// <summary>Labels and documents of caches come from anywhere: what is read of them can be written, and reads the same again.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpLabels
{
    private const string Label =
        """{"app":[{"sha":"sha256:a"}],"sbom":{"sha":"s"},"buildpacks":[{"key":"a/b","version":"1","layers":{"l":{"sha":"x","data":{"f":1.5,"n":[1,"x",null,[true]],"s":"\u003c"},"build":false,"launch":true,"cache":true}},"store":{"metadata":{"k":9007199254740993}}}],"config":{"sha":"c"},"launcher":{"sha":"l"},"process-types":{"sha":""},"runImage":{"topLayer":"t","reference":"r","image":"i","mirrors":["m"]},"stack":{"runImage":{"image":"i"}}}""";

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "1", "-1.5e9", "1e999", "\"app\"", "\"sha\"", "\"buildpacks\"", "\"key\"", "\"a\"", "\"layers\"",
        "\"data\"", "\"store\"", "\"metadata\"", "\"runImage\"", "\"stack\"", "\"sbom\"", "\"../x\"", "\"\\ud800\"", " ", "{\"a\":", "[[", "]}",
    ];

    [Fact]
    public Task Good_labels_with_bytes_changed() => Trials.RunAsync(4000, random => Read(Mutation.Of(Label, random)));

    [Fact]
    public Task Words_of_labels_in_a_row() => Trials.RunAsync(4000, random => Read(Encoding.UTF8.GetBytes(Mutation.Text(random, Words, 30))));

    private static void Read(byte[] bytes)
    {
        Repeat(Encoding.UTF8.GetString(bytes), text => LifecycleMetadataLabel.TryParse(text) is { } label ? LifecycleMetadataLabel.ToJson(label) : null);
        Repeat(Encoding.UTF8.GetString(bytes), text => CacheMetadata.TryParse(Encoding.UTF8.GetBytes(text))?.ToJson());
    }

    // A number beyond all bounds is written as null, which is left out from then on.
    private static void Repeat(string text, Func<string, string?> rewrite)
    {
        if (rewrite(text) is { } once)
        {
            var twice = rewrite(once)!;
            Assert.Equal(twice, rewrite(twice));
            Assert.True(once == twice || once.Contains("null", StringComparison.Ordinal), once);
        }
    }
}
