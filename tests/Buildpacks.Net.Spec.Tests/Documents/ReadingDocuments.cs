using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Tests.Documents;

public sealed class ReadingDocuments
{
    [Fact]
    public void A_wrong_type_names_key_place_and_both_types()
    {
        var fault = Assert.Throws<DocumentException>(() =>
            OrderToml.Parse("[[order]]\n[[order.group]]\nid = \"a\"\nversion = \"1\"\noptional = \"yes\"\n", "/cnb/order.toml"));

        Assert.Equal("BPN1002", fault.Code);
        Assert.Equal(new TomlPosition(5, 12), fault.Position);
        Assert.Equal("/cnb/order.toml:5:12: \"order.group.optional\" must be a boolean, but there is a string", fault.Message);
    }

    [Theory]
    [InlineData("order = 1")]
    [InlineData("[order]")]
    [InlineData("order = [1]")]
    [InlineData("[[order]]\ngroup = \"a\"")]
    [InlineData("[[order]]\n[[order.group]]\nid = 1")]
    [InlineData("[[order]]\n[[order.group]]\nid = \"a\"\nversion = 1.0")]
    public void Wrong_types_in_order_toml(string text) =>
        Assert.Equal("BPN1002", Assert.Throws<DocumentException>(() => OrderToml.Parse(text, "f")).Code);

    [Fact]
    public void An_id_that_is_missing_or_cannot_be_a_folder()
    {
        Assert.Equal("f:1:3: \"group.id\" is missing", Assert.Throws<DocumentException>(() => GroupToml.Parse("[[group]]", "f")).Message);
        var fault = Assert.Throws<DocumentException>(() => GroupToml.Parse("[[group]]\nid = \"..\"", "f"));
        Assert.Equal(("BPN1004", new TomlPosition(2, 6)), (fault.Code, fault.Position));
    }

    [Fact]
    public void Keys_are_found_as_written_or_else_in_any_case()
    {
        Assert.Equal("1", GroupToml.Parse("[[GROUP]]\nId = \"a\"\nVersion = \"1\"", "f").Group[0].Version);
        Assert.Equal("2", GroupToml.Parse("[[group]]\nid = \"a\"\nVERSION = \"1\"\nversion = \"2\"", "f").Group[0].Version);
    }

    [Fact]
    public void Unknown_keys_are_ignored() =>
        Assert.Single(RunToml.Parse("extra = 1\n[[images]]\nimage = \"x\"\nnote = 2", "f").Images);

    [Fact]
    public void Descriptors_may_be_nearly_empty()
    {
        var buildpack = BuildpackToml.Parse("api = \"0.12\"\n", "f");

        Assert.Equal("0.12", buildpack.Api);
        Assert.Null(buildpack.Info.Id);
        Assert.False(buildpack.IsComposite);
        Assert.Null(BuildpackToml.Parse("", "f").Api);
    }

    [Fact]
    public void Descriptors_of_buildpacks()
    {
        var buildpack = BuildpackToml.Parse(
            """
            api = "0.10"
            [buildpack]
            id = "acme/web"
            version = "1.2.3"
            name = "Web"
            homepage = "https://example.test"
            description = "all"
            keywords = ["a", "b"]
            clear-env = true
            sbom-formats = ["application/spdx+json"]
            exec-env = ["test"]
            [[buildpack.licenses]]
            type = "MIT"
            uri = "u"
            [[targets]]
            os = "linux"
            arch = "arm64"
            variant = "v8"
            [[targets.distros]]
            name = "debian"
            version = "12"
            [[targets]]
            arch-variant = "v7"
            variant = "ignored"
            [[stacks]]
            id = "*"
            mixins = ["m"]
            [[order]]
            [[order.group]]
            id = "x"
            optional = true
            [metadata]
            any = { thing = 1 }
            """,
            "f");

        Assert.Equal(("acme/web", "1.2.3", "Web", true), (buildpack.Info.Id!.Value, buildpack.Info.Version, buildpack.Info.Name, buildpack.Info.ClearEnv));
        Assert.Equal(["a", "b"], buildpack.Info.Keywords);
        Assert.Equal(new LicenseInfo("MIT", "u"), Assert.Single(buildpack.Info.Licenses));
        Assert.Equal(["v8", "v7"], buildpack.Targets.Select(target => target.ArchVariant));
        Assert.Equal(new DistroInfo("debian", "12"), Assert.Single(buildpack.Targets[0].Distros));
        Assert.Equal("*", Assert.Single(buildpack.Stacks).Id);
        Assert.True(Assert.Single(Assert.Single(buildpack.Order).Group).Optional);
        Assert.True(buildpack.IsComposite);
        Assert.Equal(new TomlTable { ["any"] = new TomlTable { ["thing"] = 1 } }, buildpack.Metadata);
    }

    [Theory]
    [InlineData("[extension]\nexec-env = [\"test\", \"*\"]")]
    [InlineData("[extension]\n[[extension.exec-env]]\nname = \"test\"\n[[extension.exec-env]]\nname = \"*\"")]
    [InlineData("[extension]\nexec-env = [{name = \"test\"}, {name = \"*\"}]")]
    public void Execution_environments_have_two_forms(string text) =>
        Assert.Equal(["test", "*"], ExtensionToml.Parse(text, "f").Info.ExecEnv);

    [Fact]
    public void Build_plans()
    {
        var plan = BuildPlan.Parse(
            "[[provides]]\nname = \"a\"\n[[requires]]\nname = \"b\"\nversion = \"\"\nother = 1\n[requires.metadata]\nversion = \"1\"\n[[or]]\n[[or.provides]]\nname = \"c\"\n",
            "f");

        Assert.Equal(["a"], plan.Provides);
        Assert.Equal(("b", ""), (plan.Requires[0].Name, plan.Requires[0].Version));
        Assert.Equal(new TomlTable { ["version"] = "1" }, plan.Requires[0].Metadata);
        Assert.Equal(["c"], Assert.Single(plan.Or).Provides);
        Assert.Null(BuildPlan.Parse("[[requires]]", "f").Requires[0].Version);
    }

    [Fact]
    public void Commands_are_strings_or_arrays()
    {
        var launch = LaunchToml.Parse(
            "[[processes]]\ncommand = \"a b\"\ndirect = false\n[[processes]]\ncommand = [\"a\", \"b\"]\nargs = []\n[[processes]]\ntype = \"x\"\nexec-env = []\n",
            "f");

        Assert.Equal([true, false, false], launch.Processes.Select(process => process.CommandIsString));
        Assert.Equal(["a b"], launch.Processes[0].Command!);
        Assert.Equal((false, null), (launch.Processes[0].Direct, launch.Processes[1].Direct));
        Assert.Equal(["a", "b"], launch.Processes[1].Command!);
        Assert.Equal([], launch.Processes[1].Args!);
        Assert.Null(launch.Processes[2].Command);
        Assert.Null(launch.Processes[2].Args);
        Assert.Equal([], launch.Processes[2].ExecEnv!);
        Assert.Throws<DocumentException>(() => LaunchToml.Parse("[[processes]]\ncommand = 1", "f"));
        Assert.Throws<DocumentException>(() => LaunchToml.Parse("[[processes]]\ncommand = [1]", "f"));
    }

    [Fact]
    public void Metadata_toml_takes_any_command()
    {
        var process = BuildMetadataToml.Parse("\uFEFF[[Processes]]\nCommand = [1, true, 1.5, 2.0, \"x\"]", "f").Processes[0];

        Assert.Equal(["1", "true", "1.5", "2", "x"], process.Command);
    }

    [Fact]
    public void Layer_types_outside_their_table_are_found()
    {
        Assert.Equal("launch", LayerToml.Parse("launch = true\ncache = 1\n[types]\nbuild = true", "f").MisplacedType);
        Assert.Null(LayerToml.Parse("LAUNCH = true", "f").MisplacedType);
        var layer = LayerToml.Parse("metadata = \"text\"\n[Types]\nBuild = true\nother = 1", "f");
        Assert.Equal((true, false, false), (layer.Build, layer.Launch, layer.Cache));
        Assert.Equal(new TomlString("text"), layer.Metadata);
        Assert.Throws<DocumentException>(() => LayerToml.Parse("types = 1", "f"));
        Assert.Throws<DocumentException>(() => LayerToml.Parse("[types]\nlaunch = 1", "f"));
    }

    [Fact]
    public void Free_form_data_that_is_no_table_counts_as_none()
    {
        Assert.Null(BuildPlan.Parse("[[requires]]\nname = \"x\"\nmetadata = \"text\"", "f").Requires[0].Metadata);
        Assert.Null(StoreToml.Parse("metadata = 1", "f").Metadata);
        Assert.Null(ProjectMetadataToml.Parse("[source]\nversion = \"x\"", "f").SourceVersion);
    }

    [Fact]
    public void Platform_documents()
    {
        var system = SystemToml.Parse("[[system.pre.buildpacks]]\nid = \"a\"\nversion = \"1\"\n[[system.post.buildpacks]]\nid = \"b\"", "f");
        Assert.Equal(("a", "b"), (system.Pre[0].Id.Value, system.Post[0].Id.Value));
        Assert.Equal("r", StackToml.Parse("[run-image]\nimage = \"r\"", "f").RunImage.Image);
        Assert.Equal("", StackToml.Parse("", "f").RunImage.Image);

        var project = ProjectMetadataToml.Parse("[source]\ntype = \"git\"\n[source.version]\ncommit = \"1\"", "f");
        Assert.True(project.HasSource);
        Assert.Equal(new TomlTable { ["commit"] = "1" }, project.SourceVersion);
        Assert.Equal("[source]\n  type = \"git\"\n  [source.version]\n    commit = \"1\"\n", project.ToToml());
        Assert.Throws<DocumentException>(() => ProjectMetadataToml.Parse("[source]\ntype = 1", "f"));

        var extend = ExtendConfigToml.Parse("[[build.args]]\nname = \"a\"\nvalue = \"1\"\n[[run.args]]\nname = \"b\"", "f");
        Assert.Equal(KeyValuePair.Create("a", "1"), Assert.Single(extend.BuildArgs));
        Assert.Equal(KeyValuePair.Create("b", ""), Assert.Single(extend.RunArgs));

        var lifecycle = new LifecycleToml { Version = "1", BuildpackApis = ["0.7"], PlatformApis = ["0.8"], DeprecatedPlatformApis = ["0.7"] };
        Assert.Equal(lifecycle.ToToml(), LifecycleToml.Parse(lifecycle.ToToml(), "f").ToToml());
    }

    [Fact]
    public void Variables_of_exec_d_are_strings_in_order()
    {
        Assert.Equal([new("b", "1"), new("a", "2")], ExecDToml.Parse("b = \"1\"\na = \"2\"", "f").Variables);
        Assert.Equal("BPN1002", Assert.Throws<DocumentException>(() => ExecDToml.Parse("a = 1", "f")).Code);
        Assert.Equal("BPN1002", Assert.Throws<DocumentException>(() => ExecDToml.Parse("[a]", "f")).Code);
    }

    [Fact]
    public void Layer_names_in_labels_cannot_lead_elsewhere() =>
        Assert.Throws<DocumentException>(() =>
            AnalyzedToml.Parse("[[metadata.buildpacks]]\nkey = \"a\"\n[metadata.buildpacks.layers.\"../x\"]\nsha = \"\"", "f"));
}
