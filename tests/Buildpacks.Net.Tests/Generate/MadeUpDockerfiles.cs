using System.Text;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Spec;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Tests.Generate;

/// <summary>Whatever an extension writes, it is read or refused.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpDockerfiles
{
    private const string Good = "# escape=`\nARG base_image=x\nFROM --platform=linux/amd64 ${base_image} AS y\nRUN <<EOF cat <<-'F'\n  a\nEOF\n\tb\n\tF\nENV A=\"b c\" D='e'\nCOPY [\"a\", \"b\"]\nRUN a && `\n # c\n b\n";

    private static readonly string[] Words =
    [
        "FROM", "from", "ARG", "RUN", "COPY", "ENV", "LABEL", " ", "  ", "\n", "\r\n", "\t", "\\", "\\\n", "`", "#", "<<E", "<<-'E'", "E", "\"", "'", "[", "]",
        ",", "=", "$base_image", "${base_image}", "${base_image:-x}", "# escape=`", "a", "\uFEFF", "\0", "\uD800", "--platform=x", "AS",
    ];

    [Fact]
    public Task Good_files_with_bytes_changed() => Trials.RunAsync(2000, random => Read(Encoding.UTF8.GetString(Mutation.Of(Good, random))));

    [Fact]
    public Task Words_of_files_in_a_row() => Trials.RunAsync(3000, random => Read(Mutation.Text(random, Words, 40)));

    private static void Read(string text)
    {
        try
        {
            DockerfileSyntax.Check(DockerfileReader.Read(text, "f"), "f");
        }
        catch (DocumentException fault)
        {
            Assert.StartsWith("f:", fault.Message, StringComparison.Ordinal);
        }
    }
}
