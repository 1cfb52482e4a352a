using Buildpacks.Net.Sdk.Hosting;
using Buildpacks.Net.TestKit;

namespace Buildpacks.Net.Sdk.Tests.Hosting;

/// <summary>The folders and variables with which a lifecycle starts a buildpack.</summary>
internal sealed class HostScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public HostScene()
    {
        foreach (var name in new[] { "app", "buildpack", "layers", "platform/env" })
        {
            Directory.CreateDirectory(_folder[name]);
        }

        File.WriteAllText(_folder["buildpack/buildpack.toml"], "api = \"0.12\"\n[buildpack]\nid = \"acme/a\"\nversion = \"1.2.3\"\n");
        Variables = new Dictionary<string, string>
        {
            ["CNB_BUILDPACK_DIR"] = _folder["buildpack"],
            ["CNB_PLATFORM_DIR"] = _folder["platform"],
            ["CNB_LAYERS_DIR"] = _folder["layers"],
            ["CNB_BUILD_PLAN_PATH"] = _folder["build-plan.toml"],
        };
    }

    public Dictionary<string, string> Variables { get; }

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public string this[string name] => _folder[name];

    public Task<int> RunAsync(IBuildpack buildpack, string program, params string[] arguments) =>
        RunAsync(buildpack, program, arguments, TestContext.Current.CancellationToken);

    public Task<int> RunAsync(IBuildpack buildpack, string program, string[] arguments, CancellationToken cancellationToken) =>
        BuildpackHost.RunAsync(
            buildpack, new HostCall(program, arguments, Variables, _folder["app"], Stream.Null, _output, _errors), cancellationToken);

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }
}
