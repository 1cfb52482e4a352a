using System.Globalization;
using Buildpacks.Net.TestKit;
using Buildpacks.Net.TestKit.Processes;

namespace Buildpacks.Net.Acceptance.Tests;

/// <summary>What an export takes of memory does not depend on how large layers are, nor on how many files are in them.</summary>
[Trait("needs", "registry")]
public sealed class BoundedMemory : IDisposable
{
    private const long MostKibibytes = 64 * 1024;

    // Keeps the highest figure that the kernel has for the process, and its exit code.
    private const string Watch = "log=$1; shift; \"$@\" & pid=$!; while grep VmHWM /proc/$pid/status >> $log 2>/dev/null; do sleep 0.02; done; wait $pid";
    private readonly TemporaryFolder _folder = new();
    private readonly Workshop _workshop;

    public BoundedMemory(Workshop workshop) => _workshop = workshop;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Ten_gigabytes_take_no_more_than_64_MiB() => AssertBoundedAsync("sparse", layer =>
    {
        using var file = File.Create($"{layer}/sparse");
        file.SetLength(10_000_000_000);
    });

    [Fact]
    public Task A_million_files_in_a_thousand_folders_take_no_more_than_64_MiB() => AssertBoundedAsync("many", layer =>
    {
        for (var i = 0; i < 1_000_000; i++)
        {
            if (i % 1000 == 0)
            {
                Directory.CreateDirectory($"{layer}/{i / 1000}");
            }

            File.WriteAllBytes($"{layer}/{i / 1000}/file-{i}.js", []);
        }
    });

    [Fact]
    public Task Many_files_in_one_folder_take_no_more_than_64_MiB() => AssertBoundedAsync("flat", layer =>
    {
        for (var i = 0; i < 300_000; i++)
        {
            File.WriteAllBytes($"{layer}/file-{i}.js", []);
        }
    });

    private async Task AssertBoundedAsync(string name, Action<string> fill)
    {
        var layers = _folder["layers"];
        foreach (var folder in (string[])["layers/acme_tool/deps", "layers/config", "app"])
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        fill(_folder["layers/acme_tool/deps"]);
        await File.WriteAllTextAsync(_folder["layers/acme_tool/deps.toml"], "[types]\nlaunch = true\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["layers/config/metadata.toml"], "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["layers/group.toml"], "[[group]]\nid = \"acme/tool\"\nversion = \"1\"\napi = \"0.11\"\n", TestContext.Current.CancellationToken);
        var image = $"{(await _workshop.RegistryAsync()).Host}/memory/{name}";
        var empty = await PeakAsync("lifecycle", "-version");
        await PeakAsync("analyzer", "-layers", layers, "-run-image", await _workshop.RunImageAsync(), image);
        var peak = await PeakAsync("exporter", "-layers", layers, "-app", _folder["app"], "-launcher", $"{Workshop.Binaries}/launcher", image);
        Assert.True(peak - empty <= MostKibibytes, $"the export took {peak} KiB, an empty process {empty} KiB");
    }

    private async Task<long> PeakAsync(string phase, params string[] arguments)
    {
        var log = _folder[$"{phase}.peak"];
        var result = await Command.TryAsync(new ProgramCall("sh", ["-c", Watch, "sh", log, $"{Workshop.Binaries}/{phase}", .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["CNB_PLATFORM_API"] = "0.14", ["CNB_USER_ID"] = "0", ["CNB_GROUP_ID"] = "0" },
        });
        Assert.True(result.ExitCode == 0, result.Errors + result.Output);
        return File.ReadLines(log)
            .Select(line => long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
            .DefaultIfEmpty()
            .Max();
    }
}
