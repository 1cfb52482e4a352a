using Buildpacks.Net.Sdk.ExecD;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Sdk.Tests.ExecD;

public sealed class AnsweringTheLauncher
{
    [Fact]
    public void The_launcher_reads_what_was_meant()
    {
        var variables = new Dictionary<string, string>
        {
            ["PLAIN"] = "value",
            ["QUOTED"] = "a \"b\" \\ c",
            ["LINES"] = "one\ntwo\r\n\tthree",
            ["CONTROL"] = "\u0001\u007f",
            ["WORLD"] = "grüße 🚢",
            ["ODD NAME"] = "",
        };

        var read = ExecDToml.Parse(ExecDOutput.ToToml(variables), "exec.d");

        Assert.Equal(variables.OrderBy(v => v.Key, StringComparer.Ordinal), read.Variables.OrderBy(v => v.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_order_of_the_variables() =>
        Assert.Equal("\"A\" = \"1\"\n\"B\" = \"2\"\n", ExecDOutput.ToToml(new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" }));
}
