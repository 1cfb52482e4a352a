using System.Text.RegularExpressions;
using Buildpacks.Net.Export;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.MadeUp;

namespace Buildpacks.Net.Tests.Export;

/// <summary>Patterns of slices mean one thing, however odd they are, and each file of the app is in one layer.</summary>
[Trait("kind", "fuzz")]
public sealed class MadeUpPatterns : IDisposable
{
    private static readonly string[] Files = ["a", "b", "ab", "d/a", "d/b", "d/e/a", "d/e/ab", "[a]", "a*", "é", "d/\\", "f/g/h/i"];
    private static readonly string[] Plain = ["a", "b", "*", "?", "/", "d", "e", "ab", "\\*", "\\a"];
    private static readonly string[] Odd = ["a", "b", "*", "?", "/", "[", "]", "^", "-", "\\", "é", "\uDC80", "..", ".", "[a-c]", "[^a]", "{", "\0"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Stars_and_question_marks_mean_what_expressions_mean() => Trials.RunAsync(6000, random =>
    {
        var pattern = string.Join('/', Mutation.Text(random, Plain, 6).Split('/', StringSplitOptions.RemoveEmptyEntries));
        var path = Mutation.Text(random, ["a", "b", "/", "d", "e", "ab", "*"], 6);
        if (pattern.Length > 0)
        {
            Assert.Equal(Expression(pattern).IsMatch(path), GlobPattern.TryParse(pattern)!.Matches(PosixText.Encode(path)));
        }
    });

    [Fact]
    public Task Odd_patterns_are_refused_or_matched() => Trials.RunAsync(6000, random =>
    {
        var pattern = GlobPattern.TryParse(Mutation.Text(random, Odd, 10));
        pattern?.Matches(PosixText.Encode(Mutation.Text(random, Odd, 10)));
    });

    [Fact]
    public Task Each_file_is_in_one_layer()
    {
        foreach (var file in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "");
        }

        var all = Files.Select(file => _folder[file]).Order(StringComparer.Ordinal).ToList();
        return Trials.RunAsync(600, random =>
        {
            Slice[] slices = [.. Enumerable.Range(0, random.Next(4)).Select(_ =>
                new Slice([.. Enumerable.Range(0, random.Next(3)).Select(_ => Mutation.Text(random, Odd, 4))]))];
            try
            {
                var layers = new AppSlices(_folder.Path, CancellationToken.None).Divide(slices);
                Assert.Equal(slices.Length + 1, layers.Count);
                Assert.Equal(all, layers.SelectMany(layer => layer).Where(File.Exists).Order(StringComparer.Ordinal));
                Assert.All(layers, layer => Assert.All(layer, path => Assert.True(
                    path == _folder.Path || layer.Contains(Path.GetDirectoryName(path)), path)));
            }
            catch (LifecycleException fault)
            {
                Assert.Equal(ExportFault.BadSlice, fault.Code);
            }
        });
    }

    private static Regex Expression(string pattern)
    {
        var expression = Regex.Replace(pattern, @"\\(.)|\*+|\?|[^*?\\]+", part => part.Value switch
        {
            ['\\', var character] => Regex.Escape(character.ToString()),
            ['*', ..] => "[^/]*",
            "?" => "[^/]",
            var text => Regex.Escape(text),
        });
        return new Regex($"^(?:{expression})\\z", RegexOptions.CultureInvariant);
    }
}
