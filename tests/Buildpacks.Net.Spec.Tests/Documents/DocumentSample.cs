using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Spec.Tests.Documents;

/// <summary>A kind of document.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Read">Reads one; gives what is written of it again, where that can be done.</param>
/// <param name="Text">A good one.</param>
internal sealed record DocumentSample(string Name, Func<string, string?> Read, string Text)
{
    private const string Group = "[[group]]\nid = \"a/b\"\nversion = \"1\"\napi = \"0.12\"\nhomepage = \"h\"\n[[group-extensions]]\nid = \"e\"\nversion = \"2\"\n";
    private const string Processes = "[[processes]]\ntype = \"web\"\ncommand = [\"a\", \"b\"]\nargs = [\"c\"]\ndefault = true\nworking-dir = \"/w\"\nexec-env = [\"test\"]\n";

    private const string Label = """
        [metadata]
        [[metadata.app]]
        sha = "sha256:1"
        [[metadata.buildpacks]]
        key = "a"
        version = "1"
        [metadata.buildpacks.layers.l]
        sha = "sha256:2"
        launch = true
        [metadata.buildpacks.layers.l.data]
        n = [1, 2.5, true, { x = 1979-05-27 }]
        [metadata.run-image]
        topLayer = "t"
        """;

    private const string Descriptor = """
        api = "0.12"
        [KIND]
        id = "a/b"
        version = "1.2.3"
        clear-env = true
        sbom-formats = ["application/spdx+json"]
        exec-env = [{ name = "test" }]
        [[KIND.licenses]]
        type = "MIT"
        [[targets]]
        os = "linux"
        arch = "arm64"
        variant = "v8"
        [[targets.distros]]
        name = "debian"
        version = "12"
        [[stacks]]
        id = "*"
        [[order]]
        [[order.group]]
        id = "x"
        version = "1"
        optional = true
        [metadata]
        a.b = 1
        """;

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<DocumentSample> All { get; } =
    [
        new("AnalyzedToml", text => AnalyzedToml.Parse(text, "f").ToToml(), "[image]\nreference = \"r\"\n" + Label + "\n[run-image]\nreference = \"r\"\nimage = \"i\"\nextend = true\n[run-image.target]\nos = \"linux\"\narch = \"arm\"\n[run-image.target.distro]\nname = \"d\"\nversion = \"1\"\n"),
        new("BuildMetadataToml", text => BuildMetadataToml.Parse(text, "f").ToToml(PlatformFeatures.For(PlatformFeatures.Supported[^1])), "buildpack-default-process-type = \"web\"\n" + Processes + "[[labels]]\nkey = \"k\"\nvalue = \"v\"\n[[slices]]\npaths = [\"p\"]\n[[buildpacks]]\nid = \"a\"\nversion = \"1\"\napi = \"0.9\"\n"),
        new("BuildPlan", text => BuildPlan.Parse(text, "f").ToToml(), "[[provides]]\nname = \"a\"\n[[requires]]\nname = \"b\"\nversion = \"1\"\n[requires.metadata]\nv = 1\n[[or]]\n[[or.provides]]\nname = \"c\"\n"),
        new("BuildToml", text => BuildToml.Parse(text, "f").ToToml(), "[[unmet]]\nname = \"a\"\n[[bom]]\nname = \"b\"\n[bom.metadata]\nx = 1\n"),
        new("BuildpackPlanToml", text => BuildpackPlanToml.Parse(text, "f").ToToml(), "[[entries]]\nname = \"a\"\n[entries.metadata]\nv = [1, [2]]\n"),
        new("BuildpackToml", text => Nothing(BuildpackToml.Parse(text, "f")), Descriptor.Replace("KIND", "buildpack", StringComparison.Ordinal)),
        new("ExecDToml", text => Nothing(ExecDToml.Parse(text, "f")), "A = \"1\"\nB_2 = \"\\u0041\\n\"\n"),
        new("ExtendConfigToml", text => Nothing(ExtendConfigToml.Parse(text, "f")), "[[build.args]]\nname = \"a\"\nvalue = \"1\"\n[[run.args]]\nname = \"b\"\nvalue = \"2\"\n"),
        new("ExtensionToml", text => Nothing(ExtensionToml.Parse(text, "f")), Descriptor.Replace("KIND", "extension", StringComparison.Ordinal)),
        new("GroupToml", text => GroupToml.Parse(text, "f").ToToml(), Group),
        new("LaunchToml", text => LaunchToml.Parse(text, "f").ToToml(), Processes + "[[processes]]\ntype = \"x\"\ncommand = \"one\"\ndirect = false\n[[labels]]\nkey = \"k\"\nvalue = \"v\"\n[[slices]]\npaths = [\"a\", \"b/*\"]\n[[bom]]\nname = \"n\"\n"),
        new("LayerToml", text => LayerToml.Parse(text, "f").ToToml(), "[types]\nlaunch = true\nbuild = false\ncache = true\n[metadata]\nv = '''\nlong\n'''\n"),
        new("LifecycleToml", text => LifecycleToml.Parse(text, "f").ToToml(), "[lifecycle]\nversion = \"1\"\n[apis.buildpack]\ndeprecated = []\nsupported = [\"0.7\", \"0.12\"]\n[apis.platform]\nsupported = [\"0.7\"]\n"),
        new("OrderToml", text => Nothing(OrderToml.Parse(text, "f")), "[[order]]\n[[order.group]]\nid = \"a\"\nversion = \"1\"\noptional = true\nexec-env = [\"test\"]\n[[order-extensions]]\n[[order-extensions.group]]\nid = \"e\"\nversion = \"1\"\n"),
        new("PlanToml", text => PlanToml.Parse(text, "f").ToToml(), "[[entries]]\n[[entries.providers]]\nid = \"a\"\nversion = \"1\"\nextension = true\n[[entries.requires]]\nname = \"x\"\n[entries.requires.metadata]\nv = \"1\"\n"),
        new("ProjectMetadataToml", text => ProjectMetadataToml.Parse(text, "f").ToToml(), "[source]\ntype = \"git\"\n[source.version]\ncommit = \"1\"\n[source.metadata]\nrefs = [\"main\"]\n"),
        new("ReportToml", text => ReportToml.Parse(text, "f").ToToml(), "[image]\ntags = [\"a\"]\ndigest = \"sha256:1\"\nmanifest-size = 7\nimage-id = \"i\"\n"),
        new("RunToml", text => Nothing(RunToml.Parse(text, "f")), "[[images]]\nimage = \"a\"\nmirrors = [\"b\", \"c\"]\n"),
        new("StackToml", text => Nothing(StackToml.Parse(text, "f")), "[run-image]\nimage = \"a\"\nmirrors = [\"b\"]\n"),
        new("StoreToml", text => StoreToml.Parse(text, "f").ToToml(), "[metadata]\nlast = 9007199254740993\nwhen = 1979-05-27T07:32:00Z\n"),
        new("SystemToml", text => Nothing(SystemToml.Parse(text, "f")), "[[system.pre.buildpacks]]\nid = \"a\"\nversion = \"1\"\n[[system.post.buildpacks]]\nid = \"b\"\nversion = \"1\"\noptional = true\n"),
    ];

    private static string? Nothing(object read)
    {
        Assert.NotNull(read);
        return null;
    }
}
