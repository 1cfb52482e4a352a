using Buildpacks.Net.Build;
using Buildpacks.Net.Detect;
using Buildpacks.Net.Generate;
using Buildpacks.Net.Platform;
using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Env;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Tests.Execution;

/// <summary>A folder with an app, and buildpacks and extensions that are shell scripts.</summary>
public sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("bpn-phases-").FullName;
        foreach (var folder in new[] { "app", "layers", "platform/env", "buildpacks", "extensions", "config/env" })
        {
            Directory.CreateDirectory(At(folder));
        }
    }

    public string Root { get; }

    public RecordingLog Log { get; } = new();

    public string At(string path) => Path.Combine(Root, path);

    public string Text(string path) => File.ReadAllText(At(path));

    public bool Has(string path) => Path.Exists(At(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    /// <summary>A program: a line of shell; <c>$W</c> is the root of the workspace.</summary>
    public void Script(string path, string body)
    {
        Write(path, $"#!/bin/sh\nW='{Root}'\n{body}\n");
        File.SetUnixFileMode(At(path), (UnixFileMode)0b111_101_101);
    }

    /// <summary>A buildpack <c>id@version</c> whose programs do what is said; null leaves a program out.</summary>
    public void Buildpack(string name, string? detect = "exit 0", string? build = "exit 0", string api = "0.12", string more = "", string tail = "") =>
        Component("buildpacks", "buildpack", name, api, more, tail, ("detect", detect), ("build", build));

    /// <summary>An extension <c>id@version</c>.</summary>
    public void Extension(string name, string? detect = "exit 0", string? generate = "exit 0", string api = "0.12", string more = "") =>
        Component("extensions", "extension", name, api, more, "", ("detect", detect), ("generate", generate));

    /// <summary>A composite buildpack with the groups of <see cref="Order"/>.</summary>
    public void Composite(string name, params string[] groups) =>
        Component("buildpacks", "buildpack", name, "0.12", "", Groups("order", groups));

    /// <summary>order.toml: each group is a line such as <c>a@1 b@2?</c>, where <c>?</c> means optional.</summary>
    public void Order(params string[] groups) => Write("order.toml", Groups("order", groups));

    /// <summary>Adds groups of extensions to order.toml.</summary>
    public void OrderExtensions(params string[] groups) => File.AppendAllText(At("order.toml"), Groups("order-extensions", groups));

    /// <summary>group.toml as a detection would write it, and an empty plan.toml.</summary>
    public void Group(params string[] names)
    {
        Write("layers/group.toml", string.Concat(names.Select(name => $"[[group]]\n{Names(name)}api = \"0.12\"\n")));
        Write("layers/plan.toml", "");
    }

    /// <summary>What the run image is made for.</summary>
    public void RunImageTarget(string target) =>
        Write("layers/analyzed.toml", $"[run-image]\nreference = \"r\"\nimage = \"r\"\n[run-image.target]\n{target}\n");

    public DetectInputs DetectInputs(string api = "0.14") => new()
    {
        Features = PlatformFeatures.For(ApiVersion.Parse(api)),
        AppDirectory = At("app"),
        BuildpacksDirectory = At("buildpacks"),
        ExtensionsDirectory = At("extensions"),
        PlatformDirectory = At("platform"),
        BuildConfigDirectory = At("config"),
        OrderPath = At("order.toml"),
        SystemPath = At("system.toml"),
        AnalyzedPath = At("layers/analyzed.toml"),
        GroupPath = At("layers/group.toml"),
        PlanPath = At("layers/plan.toml"),
        Experimental = ExperimentalMode.Error,
        Environment = EnvironmentVariables.FromEntries(["PATH=/usr/bin:/bin", "HOME=/h", "SECRET=s"]),
        Log = Log,
    };

    public BuildInputs BuildInputs(string api = "0.14") => new()
    {
        Features = PlatformFeatures.For(ApiVersion.Parse(api)),
        AppDirectory = At("app"),
        BuildpacksDirectory = At("buildpacks"),
        LayersDirectory = At("layers"),
        PlatformDirectory = At("platform"),
        BuildConfigDirectory = At("config"),
        GroupPath = At("layers/group.toml"),
        PlanPath = At("layers/plan.toml"),
        AnalyzedPath = At("layers/analyzed.toml"),
        Environment = EnvironmentVariables.FromEntries(["PATH=/usr/bin:/bin", "HOME=/h", "SECRET=s"]),
        Log = Log,
    };

    public GenerateInputs GenerateInputs(string api = "0.14") => new()
    {
        Features = PlatformFeatures.For(ApiVersion.Parse(api)),
        AppDirectory = At("app"),
        ExtensionsDirectory = At("extensions"),
        PlatformDirectory = At("platform"),
        BuildConfigDirectory = At("config"),
        GeneratedDirectory = At("layers/generated"),
        GroupPath = At("layers/group.toml"),
        PlanPath = At("layers/plan.toml"),
        AnalyzedPath = At("layers/analyzed.toml"),
        RunPath = At("run.toml"),
        Environment = EnvironmentVariables.FromEntries(["PATH=/usr/bin:/bin", "CNB_EXEC_ENV=test"]),
        Log = Log,
    };

    /// <summary>Detects, and gives the group as <c>id@version</c>, or how it failed.</summary>
    public async Task<string> DetectAsync(string api = "0.14", string environment = "production") =>
        await DetectPhase.RunAsync(DetectInputs(api) with { ExecutionEnvironment = environment }, TestContext.Current.CancellationToken) switch
        {
            DetectResult.Passed passed => string.Join(' ', passed.Group.GroupExtensions.Concat(passed.Group.Group)),
            DetectResult.Failed { WithErrors: true } => "failed with errors",
            _ => "failed",
        };

    public Task<BuildResult> BuildAsync(string api = "0.14") => BuildPhase.RunAsync(BuildInputs(api), TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Groups(string key, string[] groups) => string.Concat(groups.Select(group =>
        $"[[{key}]]\n" + string.Concat(group.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name =>
            $"[[{key}.group]]\n{Names(name.TrimEnd('?'))}{(name.EndsWith('?') ? "optional = true\n" : "")}"))));

    private static string Names(string name) => $"id = \"{name.Split('@')[0]}\"\nversion = \"{name.Split('@')[1]}\"\n";

    private void Component(
        string folder, string kind, string name, string api, string more, string tail, params (string Name, string? Body)[] programs)
    {
        var path = $"{folder}/{name.Split('@')[0].Replace('/', '_')}/{name.Split('@')[1]}";
        Write($"{path}/{kind}.toml", $"api = \"{api}\"\n[{kind}]\n{Names(name)}{more}\n{tail}\n");
        foreach (var (program, body) in programs)
        {
            if (body is not null)
            {
                Script($"{path}/bin/{program}", body);
            }
        }
    }
}
