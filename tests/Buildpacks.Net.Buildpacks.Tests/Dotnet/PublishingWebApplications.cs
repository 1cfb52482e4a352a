using Buildpacks.Net.Sdk.Layers;
using Buildpacks.Net.Sdk.Testing;

namespace Buildpacks.Net.Buildpacks.Tests.Dotnet;

public sealed class PublishingWebApplications : IDisposable
{
    private readonly BuildpackTest _test = BuildpackFolders.Test(BuildpackFolders.Dotnet, BuildpackFolders.Procfile with { Optional = true });

    public PublishingWebApplications() => _test.AddFolder(BuildpackFolders.Sample("dotnet/samples/hello-web"));

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_image_has_runtime_packages_and_application_apart_and_the_next_build_does_no_work_twice()
    {
        _test.AddFile("Procfile", "admin: dotnet hello-web.dll --admin");

        var first = await BuildAsync();

        Assert.Equal(["admin", "web"], first.Metadata.Processes.Select(process => process.Type));
        Assert.Equal(["dotnet", "hello-web.dll"], first.Process("web").Command);
        Assert.Equal("web", first.Metadata.BuildpackDefaultProcessType);
        Assert.Equal(["System.IO.Hashing.dll"], Assert.Single(first.Metadata.Slices).Paths);
        Assert.Equal(
            [("packages", LayerTypes.Cache), ("published", LayerTypes.Cache), ("runtime", LayerTypes.Launch)],
            first.Layers.Select(layer => (layer.Name.Value, layer.Types)));
        Assert.Equal(
            ["ASPNETCORE_HTTP_PORTS.default", "DOTNET_RUNNING_IN_CONTAINER.default", "DOTNET_STARTUP_HOOKS.delim", "DOTNET_STARTUP_HOOKS.prepend",
                "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.default"],
            first.Layer("runtime").ReadVariables().Keys.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Contains("pkg:nuget/System.IO.Hashing@10.0.12", first.Sboms["launch/buildpacks-net_dotnet/sbom.cdx.json"], StringComparison.Ordinal);
        Assert.Contains("Microsoft.AspNetCore.App", first.Sboms["launch/buildpacks-net_dotnet/runtime/sbom.cdx.json"], StringComparison.Ordinal);
        Assert.Equal("ok\n", await BuiltApplication.GetAsync(_test, first, "/health"));
        var app = FolderContents.List(_test.AppFolder);
        Assert.DoesNotContain(app, line => line.Contains(".cs", StringComparison.Ordinal) || line.Contains("obj", StringComparison.Ordinal));

        _test.AddFile("obj/project.assets.json", "left over");
        var second = await BuildAsync();

        Assert.DoesNotContain("--->", second.Runs[^1].Output, StringComparison.Ordinal);
        Assert.Equal(app, FolderContents.List(_test.AppFolder));
        Assert.False(second.Layer("runtime").HasContents);
        Assert.Equal(first.Metadata.Slices[0].Paths, second.Metadata.Slices[0].Paths);
    }

    [Fact]
    public async Task The_bytes_do_not_depend_on_the_folder_on_leftovers_or_on_the_order_of_files()
    {
        using var test = BuildpackFolders.Test(BuildpackFolders.Dotnet);
        using var other = BuildpackFolders.Test(BuildpackFolders.Dotnet);
        string[] files = ["hello-web.csproj", "Program.cs", "wwwroot/page.html", "wwwroot/a.css"];
        foreach (var (file, fileThere) in files.Zip(files.Reverse()))
        {
            test.AddFile("in a, b=c/" + file, Text(file));
            other.AddFile("in a, b=c/" + fileThere, Text(fileThere));
        }

        other.AddFile("in a, b=c/obj/project.assets.json", "left over");
        other.AddFile("in a, b=c/obj/Release/net10.0/hello-web.AssemblyInfo.cs", "[assembly: Twice]");
        other.AddFile("in a, b=c/bin/Release/net10.0/Old.cs", "class {");

        var here = await test.BuildAsync(TestContext.Current.CancellationToken);
        var there = await other.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Null(here.Failure);
        Assert.Null(there.Failure);

        foreach (var layer in new[] { "published", "runtime" })
        {
            Assert.Equal(
                Contents(here, layer),
                Contents(there, layer));
            Assert.All(
                FolderContents.Mentioning(here.Layer(layer).Folder, test.LayersFolder[..^"/layers".Length]),
                file => Assert.StartsWith("env.launch/", file, StringComparison.Ordinal));
            Assert.Empty(FolderContents.Mentioning(here.Layer(layer).Folder, "dotnet-buildpack-"));
        }
    }

    private string Text(string file) =>
        Path.Combine(_test.SourceFolder, file) is var path && File.Exists(path) ? File.ReadAllText(path) : "p { color: red }";

    private static IEnumerable<string> Contents(BuildpackTestResult result, string layer) =>
        FolderContents.List(result.Layer(layer).Folder).Where(line => !line.Contains("STARTUP_HOOKS.prepend", StringComparison.Ordinal));

    private async Task<BuildpackTestResult> BuildAsync()
    {
        var result = await _test.BuildAsync(TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result;
    }
}
