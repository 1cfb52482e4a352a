using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Spec.Tests.Env;

/// <summary>Whatever files layers have, variables come out of them by the rules, and nothing else happens.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpEnvironments
{
    private static readonly string[] Parts = ["A", "B", "PATH", "LD_LIBRARY_PATH", "CPATH", "", "=", ".", "é", "\uDC80", "\n", "a b", "CNB_APP_DIR"];
    private static readonly string[] Suffixes = ["", ".append", ".prepend", ".default", ".override", ".delim", ".", ".what", ".append.x"];
    private static readonly string[] Values = ["", "x", "y", ":", "/cnb/process", "/a:/b", "\uDCFF", "\n", " ", "=", "\0"];
    private static readonly string[] Folders = ["bin", "lib", "include", "pkgconfig"];

    [Fact]
    public Task Files_of_layers() => Trials.RunAsync(4000, random =>
    {
        var variables = Variables(random);
        var before = variables.ToEntries();
        LayerEnvironment[] layers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Layer(random))];
        var built = layers.Aggregate(BuildEnvironment.FromInherited(variables), BuildEnvironment.AddLayer);
        var run = BuildEnvironment.ForRun(built, Folder(random), Folder(random));

        Assert.Equal(before, variables.ToEntries());
        foreach (var entries in (IReadOnlyList<string>[])[built.ToEntries(), run.ToEntries()])
        {
            Assert.All(entries, entry => Assert.Contains('=', entry));
        }
    });

    // Worked out for one variable by hand: what is written first stands first, what overrides forgets all before.
    [Fact]
    public Task One_variable_by_hand() => Trials.RunAsync(4000, random =>
    {
        string[] actions = ["append", "prepend", "default", "override"];
        var (expected, variables) = (random.Next(2) == 0 ? "" : "old", EnvironmentVariables.Empty);
        variables = variables.With("V", expected);
        for (var layers = random.Next(6); layers > 0; layers--)
        {
            var (action, value, delimiter) = (actions[random.Next(4)], Values[random.Next(Values.Length)], random.Next(2) == 0 ? "," : null);
            expected = action switch
            {
                "override" => value,
                "default" => expected.Length == 0 ? value : expected,
                "append" => expected.Length == 0 ? value : expected + delimiter + value,
                _ => expected.Length == 0 ? value : value + delimiter + expected,
            };
            List<EnvironmentFile> files = [new($"V.{action}", value)];
            if (delimiter is not null)
            {
                files.Add(new EnvironmentFile("V.delim", delimiter));
            }

            variables = BuildEnvironment.AddLayer(variables, new LayerEnvironment { Path = "/l", Folders = [new EnvironmentFolder(files)] });
            Assert.Equal(expected, variables["V"]);
        }
    });

    private static EnvironmentVariables Variables(Random random) => EnvironmentVariables.FromEntries(
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => $"{Mutation.Text(random, Parts, 2)}{(random.Next(4) == 0 ? "" : "=")}{Value(random)}")]);

    private static LayerEnvironment Layer(Random random) => new()
    {
        Path = "/layers/" + random.Next(3),
        RootFolders = [.. Folders.Where(_ => random.Next(2) == 0)],
        Folders = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Folder(random))],
    };

    private static EnvironmentFolder Folder(Random random) => new(
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => new EnvironmentFile(
            Mutation.Text(random, Parts, 2) + Suffixes[random.Next(Suffixes.Length)], Value(random)))]);

    private static string Value(Random random) => Values[random.Next(Values.Length)];
}
