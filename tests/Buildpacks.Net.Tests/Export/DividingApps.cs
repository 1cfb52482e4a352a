using Buildpacks.Net.Export;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Tests.Export;

public sealed class DividingApps : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_goes_into_the_first_slice_that_asks_for_it()
    {
        Make("a", "b");
        Assert.Equal(["/,/a", "/,/b", ""], Divide(["a"], ["*"]));
    }

    [Fact]
    public void A_folder_brings_all_that_is_in_it_and_its_parents()
    {
        Make("d/e/f", "d/g", "h");
        Assert.Equal(["/,/d,/d/e,/d/e/f", "/,/d,/d/g,/h"], Divide(["d/e"]));
    }

    [Fact]
    public void A_folder_whose_files_are_all_taken_is_taken_too()
    {
        Make("d/e", "d/f", "g");
        Assert.Equal(["/,/d,/d/e", "/,/d,/d/f", "/,/g"], Divide(["d/e"], ["d/f"]));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("/d")]
    [InlineData("../*")]
    [InlineData("**/f")]
    public void The_app_folder_itself_and_what_lies_outside_never_match(string pattern)
    {
        Make("d/e/f");
        Assert.Equal(["", "/,/d,/d/e,/d/e/f"], Divide([pattern]));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        Make("d/f");
        File.CreateSymbolicLink(_folder["link"], "d");
        Assert.Equal(["/,/link", "/,/d,/d/f"], Divide(["link", "link/f"]));
    }

    [Fact]
    public void A_malformed_pattern_is_a_fault_that_names_it()
    {
        Make("a");
        var fault = Assert.Throws<LifecycleException>(() => Divide(["[a"]));
        Assert.Equal(ExportFault.BadSlice, fault.Code);
        Assert.Contains("'[a'", fault.Message, StringComparison.Ordinal);
    }

    private void Make(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], file);
        }
    }

    private IEnumerable<string> Divide(params string[][] slices) =>
        new AppSlices(_folder.Path, TestContext.Current.CancellationToken)
            .Divide([.. slices.Select(paths => new Slice(paths))])
            .Select(layer => string.Join(',', layer
                .Select(path => path == _folder.Path ? "/" : path[_folder.Path.Length..])
                .Order(StringComparer.Ordinal)));
}
