using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Spec.Tests.Ids;

/// <summary>Whatever an id consists of, it is refused or names something in one place.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpIds
{
    private static readonly string[] Parts = ["a", "B", "0", "12", ".", "..", "/", "-", "_", "v", "\0", "é", "\uDC80", " ", "<", ":", "\\", "\n"];

    [Fact]
    public Task Ids_names_and_versions() => Trials.RunAsync(4000, random =>
    {
        var text = Mutation.Text(random, Parts, 6);
        if (BuildpackId.TryParse(text, out var id))
        {
            Assert.Equal(text, id.Value);
            Lies(id.FolderName);
        }

        if (LayerName.TryParse(text, out var layer))
        {
            Lies(layer.Value);
        }

        if (ProcessType.TryParse(text, out var type))
        {
            Lies(type.Value);
        }

        if (ApiVersion.TryParse(text, out var version))
        {
            Assert.Equal(version, ApiVersion.Parse(version.ToString()));
        }
    });

    // In one folder, and not above it.
    private static void Lies(string name)
    {
        Assert.NotEqual("", name);
        Assert.NotEqual(".", name);
        Assert.NotEqual("..", name);
        Assert.DoesNotContain('/', name);
        Assert.DoesNotContain('\0', name);
    }
}
