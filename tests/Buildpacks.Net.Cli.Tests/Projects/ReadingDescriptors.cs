using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Spec;

namespace Buildpacks.Net.Cli.Tests.Projects;

public sealed class ReadingDescriptors : IDisposable
{
    private readonly CnbWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Both_schemas_say_the_same()
    {
        var current = ProjectDescriptor.Parse("""
            [_]
            schema-version = "0.2"
            version = "1"
            source-url = "https://a.test"
            [io.buildpacks]
            exclude = ["*.md"]
            [[io.buildpacks.build.env]]
            name = "A"
            value = "1"
            [[io.buildpacks.group]]
            uri = "./tool"
            """, "project.toml");
        var old = ProjectDescriptor.Parse("""
            [project]
            version = "1"
            source-url = "https://a.test"
            [build]
            exclude = ["*.md"]
            [[build.env]]
            name = "A"
            value = "1"
            [[build.buildpacks]]
            uri = "./tool"
            """, "project.toml");

        Assert.All([current, old], project =>
        {
            Assert.Equal(("1", "https://a.test"), (project.Version, project.SourceUrl));
            Assert.Equal(["*.md"], project.Exclude!);
            Assert.Equal([new("A", "1")], project.Variables);
            Assert.Equal("./tool", Assert.Single(project.Buildpacks).Uri);
        });
    }

    [Theory]
    [InlineData("[io.buildpacks]\ninclude = [\"a\"]\nexclude = [\"b\"]\n", "both include and exclude")]
    [InlineData("[[io.buildpacks.group]]\nversion = \"1\"\n", "neither a uri nor an id")]
    [InlineData("[[io.buildpacks.group]]\nid = \"a\"\nuri = \"b\"\nscript = {api = \"0.12\", inline = \"true\"}\n", "both a uri and a script")]
    [InlineData("[[io.buildpacks.group]]\nid = \"a\"\nscript = {inline = \"true\"}\n", "needs the api")]
    [InlineData("[[io.buildpacks.build.env]]\nvalue = \"1\"\n", "has no name")]
    [InlineData("io = 5\n", "must be a table")]
    public void Descriptors_that_contradict_themselves_are_refused(string text, string reason)
    {
        var fault = Assert.Throws<DocumentException>(() => ProjectDescriptor.Parse(text, "/a/project.toml"));
        Assert.Contains("/a/project.toml:", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_come_from_the_descriptor_then_from_files_then_from_flags()
    {
        _work.WriteBuildpack("tool", "exit 0", "echo \"$A-$B-$C-$D\" >word");
        _work.Write("app/project.toml", """
            [_]
            schema-version = "0.2"
            [[io.buildpacks.build.env]]
            name = "A"
            value = "project"
            [[io.buildpacks.build.env]]
            name = "B"
            value = "project"
            """);
        _work.Write("vars", "# a comment\nB=file\nC=file\n\nD\n");
        _work.Environment = _work.Environment.With("D", "inherited");
        await _work.BuildAsync("--env-file", "vars", "--env", "C=flag=1");

        Assert.Equal("project-file-flag=1-inherited\n", (await CnbWorkspace.FilesAsync(await _work.ImageAsync()))["/workspace/word"]);
    }

    [Fact]
    public async Task Buildpacks_of_the_descriptor_are_used_when_the_command_line_names_none()
    {
        _work.Write("app/project.toml", """
            [_]
            schema-version = "0.2"
            version = "7"
            [[io.buildpacks.group]]
            uri = "../tool"
            [[io.buildpacks.group]]
            id = "me/inline"
            script = {api = "0.12", inline = "echo inline >inline.txt"}
            [[io.buildpacks.post.group]]
            id = "me/last"
            version = "2"
            script = {api = "0.12", shell = "/bin/bash", inline = "cp inline.txt last.txt"}
            """);
        Assert.Equal(0, await _work.RunAsync("build", "app", "--path", "app"));

        var image = await _work.ImageAsync();
        Assert.Equal("inline\n", (await CnbWorkspace.FilesAsync(image))["/workspace/last.txt"]);
        Assert.Contains("acme/tool@1.2.3, me/inline@0.0.0, me/last@2", _work.Output, StringComparison.Ordinal);
        Assert.Contains("\"declared\":\"7\"", image.Config.GetLabel("io.buildpacks.project.metadata"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Excluded_files_take_no_part()
    {
        _work.Write("app/notes.md", "");
        _work.Write("app/sub/notes.md", "");
        _work.Write("app/sub/kept.md", "");
        _work.Write("app/target/big", "");
        _work.Write("app/project.toml", "[io.buildpacks]\nexclude = [\"*.md\", \"!kept.md\", \"/target/\"]\n");
        await _work.BuildAsync();

        Assert.Equal(
            ["/workspace/hello.txt", "/workspace/project.toml", "/workspace/sub/kept.md"],
            (await CnbWorkspace.FilesAsync(await _work.ImageAsync())).Keys.Where(name => name.StartsWith("/workspace/", StringComparison.Ordinal) && Path.HasExtension(name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("*.md", "a.md", true)]
    [InlineData("*.md", "b/a.md", true)]
    [InlineData("/*.md", "b/a.md", false)]
    [InlineData("b/*.md", "b/a.md", true)]
    [InlineData("b/*.md", "c/b/a.md", false)]
    [InlineData("**/b", "c/b/a.md", true)]
    [InlineData("b/**/a", "b/x/y/a", true)]
    [InlineData("b/**/a", "b/a", true)]
    [InlineData("b", "b/x/y", true)]
    [InlineData("b/", "b", false)]
    [InlineData("b/", "x/b/y", true)]
    [InlineData("a[0-9].txt", "a5.txt", true)]
    [InlineData("a[!0-9].txt", "a5.txt", false)]
    [InlineData("\\#x", "#x", true)]
    [InlineData("#x", "#x", false)]
    [InlineData("?.c", "ab.c", false)]
    [InlineData("a.c", "abc", false)]
    public void Patterns_are_those_of_gitignore(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new IgnorePatterns([pattern]).Matches(path));
}
