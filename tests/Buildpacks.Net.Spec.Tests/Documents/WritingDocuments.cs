using Buildpacks.Net.Spec.Apis;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Spec.Tests.Documents;

public sealed class WritingDocuments
{
    private static readonly PlatformFeatures OldPlatform = PlatformFeatures.For(ApiVersion.Parse("0.9"));
    private static readonly PlatformFeatures NewPlatform = PlatformFeatures.For(ApiVersion.Parse("0.12"));

    [Fact]
    public void Analyzed_toml_without_a_previous_image() => Assert.Equal(
        """
        [image]
          reference = ""

        [metadata]
          [metadata.config]
            sha = ""
          [metadata.launcher]
            sha = ""
          [metadata.process-types]
            sha = ""
          [metadata.run-image]
            top-layer = ""
            reference = ""

        [run-image]
          reference = "registry.test/run@sha256:dac1"
          image = "registry.test/run"
          [run-image.target]
            os = "linux"
            arch = "amd64"
            [run-image.target.distro]
              name = "debian"
              version = ""

        """,
        new AnalyzedToml
        {
            PreviousImage = "",
            RunImage = new AnalyzedRunImage
            {
                Reference = "registry.test/run@sha256:dac1",
                Image = "registry.test/run",
                Target = new TargetMetadata { Os = "linux", Arch = "amd64", Distro = new DistroInfo("debian", "") },
            },
        }.ToToml());

    [Fact]
    public void Analyzed_toml_with_the_label_of_the_previous_image()
    {
        var analyzed = new AnalyzedToml
        {
            PreviousImage = "registry.test/app@sha256:1",
            BuildImage = "registry.test/build",
            Metadata = new LifecycleMetadata
            {
                App = ["sha256:a1", "sha256:a2"],
                Sbom = "sha256:b",
                Buildpacks =
                [
                    new BuildpackLayersMetadata
                    {
                        Id = BuildpackId.Parse("a/b"),
                        Version = "1",
                        Layers =
                        [
                            new LayerMetadata { Name = LayerName.Parse("l2"), Sha = "sha256:2", Data = "text", Cache = true },
                            new LayerMetadata
                            {
                                Name = LayerName.Parse("l1"),
                                Sha = "sha256:1",
                                Launch = true,
                                Data = new TomlTable { ["z"] = 7, ["k"] = new TomlTable { ["v"] = 1.0 } },
                            },
                        ],
                        Store = new TomlTable { ["s"] = true },
                    },
                ],
                Config = "sha256:c",
                Launcher = "sha256:d",
                ProcessTypes = "sha256:e",
                RunImage = new RunImageMetadata { TopLayer = "sha256:f", Reference = "r", Image = "i", Mirrors = ["m"] },
                StackRunImage = new RunImageSource { Image = "i", Mirrors = ["m"] },
            },
            RunImage = new AnalyzedRunImage { Reference = "r", Extend = true },
        };

        Assert.Equal(
            """
            [image]
              reference = "registry.test/app@sha256:1"

            [build-image]
              reference = "registry.test/build"

            [metadata]

              [[metadata.app]]
                sha = "sha256:a1"

              [[metadata.app]]
                sha = "sha256:a2"
              [metadata.sbom]
                sha = "sha256:b"

              [[metadata.buildpacks]]
                key = "a/b"
                version = "1"
                [metadata.buildpacks.layers]
                  [metadata.buildpacks.layers.l1]
                    sha = "sha256:1"
                    build = false
                    launch = true
                    cache = false
                    [metadata.buildpacks.layers.l1.metadata]
                      z = 7
                      [metadata.buildpacks.layers.l1.metadata.k]
                        v = 1.0
                  [metadata.buildpacks.layers.l2]
                    sha = "sha256:2"
                    metadata = "text"
                    build = false
                    launch = false
                    cache = true
                [metadata.buildpacks.store]
                  [metadata.buildpacks.store.metadata]
                    s = true
              [metadata.config]
                sha = "sha256:c"
              [metadata.launcher]
                sha = "sha256:d"
              [metadata.process-types]
                sha = "sha256:e"
              [metadata.run-image]
                top-layer = "sha256:f"
                reference = "r"
                image = "i"
                mirrors = ["m"]
              [metadata.stack]
                [metadata.stack.run-image]
                  image = "i"
                  mirrors = ["m"]

            [run-image]
              reference = "r"
              extend = true

            """,
            analyzed.ToToml());
        Assert.Equal(analyzed.ToToml(), AnalyzedToml.Parse(analyzed.ToToml(), "analyzed.toml").ToToml());
    }

    [Fact]
    public void Group_toml()
    {
        var group = new GroupToml
        {
            Group = [new GroupElement { Id = BuildpackId.Parse("acme/hello"), Version = "1.0.0", Api = "0.12", Homepage = "https://example.test/" }],
            GroupExtensions = [new GroupElement { Id = BuildpackId.Parse("e"), Version = "2", Api = "0.9", Extension = true, Optional = true }],
        };

        Assert.Equal(
            """
            [[group]]
              id = "acme/hello"
              version = "1.0.0"
              api = "0.12"
              homepage = "https://example.test/"

            [[group-extensions]]
              id = "e"
              version = "2"
              api = "0.9"
              extension = true
              optional = true

            """,
            group.ToToml());
        Assert.Equal("", new GroupToml().ToToml());
    }

    [Fact]
    public void Plan_toml() => Assert.Equal(
        """
        [[entries]]

          [[entries.providers]]
            id = "a"
            version = "1"

          [[entries.providers]]
            id = "e"
            version = "2"
            extension = true

          [[entries.requires]]
            name = "dep"
            [entries.requires.metadata]
              a = "1"
              b = [{c = 1}, 2]

          [[entries.requires]]
            name = "dep"

        """,
        new PlanToml
        {
            Entries =
            [
                new PlanEntry
                {
                    Providers =
                    [
                        new PlanProvider { Id = BuildpackId.Parse("a"), Version = "1" },
                        new PlanProvider { Id = BuildpackId.Parse("e"), Version = "2", Extension = true },
                    ],
                    Requires =
                    [
                        new BuildPlanRequire
                        {
                            Name = "dep",
                            Metadata = new TomlTable { ["b"] = new TomlArray { new TomlTable { ["c"] = 1 }, 2 }, ["a"] = "1" },
                        },
                        new BuildPlanRequire { Name = "dep" },
                    ],
                },
            ],
        }.ToToml());

    [Fact]
    public void Metadata_toml()
    {
        var metadata = new BuildMetadataToml
        {
            BuildpackDefaultProcessType = "web",
            Bom = [new BomEntry { Name = "x", Metadata = new TomlTable { ["v"] = "1" }, Buildpack = Element("a/one") }],
            Buildpacks = [Element("a/one") with { Api = "0.8", Homepage = "https://one.test" }, Element("b") with { Api = "0.12", Optional = true }],
            Extensions = [Element("e/x") with { Api = "0.12", Extension = true, Optional = true }],
            Labels = [new Label("k", "")],
            Processes =
            [
                new MetadataProcess { Type = "web", Command = ["cat", "a<b&\u2028\u007f"], Args = ["<"], Direct = true, BuildpackId = "a/one" },
                new MetadataProcess { Type = "w", Command = ["x"], BuildpackId = "b", WorkingDirectory = "/w", ExecEnv = ["test"] },
            ],
            Slices = [new Slice(["static/*"]), new Slice([]), new Slice(null)],
        };

        Assert.Equal(
            """
            buildpack-default-process-type = "web"

            [[bom]]
              name = "x"
              [bom.metadata]
                v = "1"
              [bom.buildpack]
                id = "a/one"
                version = "1"

            [[buildpacks]]
              id = "a/one"
              version = "1"
              api = "0.8"
              homepage = "https://one.test"

            [[buildpacks]]
              id = "b"
              version = "1"
              api = "0.12"
              optional = true

            [[extensions]]
              id = "e/x"
              version = "1"
              api = "0.12"

            [[labels]]
              key = "k"
              value = ""

            [[processes]]
              type = "web"
              command = ["cat", "a\u003cb\u0026\u2028\u007f"]
              args = ["<"]
              direct = true
              buildpack-id = "a/one"

            [[processes]]
              type = "w"
              command = ["x"]
              direct = false
              buildpack-id = "b"
              working-dir = "/w"
              exec-env = ["test"]

            [[slices]]
              paths = ["static/*"]

            [[slices]]
              paths = []

            [[slices]]

            """,
            metadata.ToToml(NewPlatform));
        Assert.Equal("processes = []\n", new BuildMetadataToml().ToToml(NewPlatform));
    }

    [Fact]
    public void Metadata_toml_of_old_platforms_has_one_command_and_always_arguments() => Assert.Equal(
        """
        [[processes]]
          type = "many"
          command = "go"
          args = ["fixed arg", "a b"]
          direct = true
          buildpack-id = "a"

        [[processes]]
          type = "one"
          command = "go"
          args = []
          direct = true
          buildpack-id = "a"

        """,
        new BuildMetadataToml
        {
            Processes =
            [
                new MetadataProcess { Type = "many", Command = ["go", "fixed arg"], Args = ["a b"], Direct = true, BuildpackId = "a" },
                new MetadataProcess { Type = "one", Command = ["go"], Direct = true, BuildpackId = "a" },
            ],
        }.ToToml(OldPlatform));

    [Fact]
    public void Report_toml() => Assert.Equal(
        "[image]\n  tags = [\"a:1\", \"a:2\"]\n  digest = \"sha256:0\"\n  manifest-size = 12\n",
        new ReportToml { Tags = ["a:1", "a:2"], Digest = "sha256:0", ManifestSize = 12 }.ToToml());

    [Fact]
    public void Layer_and_store_toml_have_metadata_only()
    {
        Assert.Equal("[metadata]\n  a = 1\n  b = 2\n", LayerToml.MetadataOnly(new TomlTable { ["b"] = 2, ["a"] = 1 }));
        Assert.Equal("", LayerToml.MetadataOnly(null));
        Assert.Equal("[metadata]\n", new StoreToml { Metadata = new TomlTable() }.ToToml());
        Assert.Equal("", new StoreToml().ToToml());
    }

    private static GroupElement Element(string id) => new() { Id = BuildpackId.Parse(id), Version = "1" };
}
