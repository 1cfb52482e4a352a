using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Spec.Tests.Env;

public sealed class BuildingEnvironments
{
    [Fact]
    public void Of_the_lifecycle_s_own_environment_little_is_passed_on() => Assert.Equal(
        ["CNB_STACK_ID=s", "HOME=/h", "no_proxy=n", "PATH=/bin", "CPATH=/c"],
        BuildEnvironment.FromInherited(EnvironmentVariables.FromEntries(
            ["CNB_STACK_ID=s", "USER=me", "HOME=/h", "No_Proxy=x", "no_proxy=n", "PATH=/bin", "LANG=C", "CPATH=/c", "CNB_REGISTRY_AUTH={}"]))
            .ToEntries());

    [Fact]
    public void Inherited_names_count_once_and_the_first_wins() => Assert.Equal(
        ["A=1", "=empty name", "B=x=y", "C="],
        EnvironmentVariables.FromEntries(["A=1", "NOEQ", "A=2", "=empty name", "", "B=x=y", "C="]).ToEntries());

    [Theory]
    [InlineData("V", "old", null, "new")]
    [InlineData("V", "", null, "new")]
    [InlineData("V.override", "old", null, "new")]
    [InlineData("V.default", "old", null, "old")]
    [InlineData("V.default", "", null, "new")]
    [InlineData("V.append", "old", null, "oldnew")]
    [InlineData("V.append", "old", ", ", "old, new")]
    [InlineData("V.append", "", ", ", "new")]
    [InlineData("V.prepend", "old", null, "newold")]
    [InlineData("V.prepend", "old", "\n", "new\nold")]
    [InlineData("V.prepend", "", "\n", "new")]
    [InlineData("V.", "old", null, "new:old")]
    [InlineData("V.", "old", ";", "new;old")]
    [InlineData("V.", "", ";", "new")]
    [InlineData("V.what", "old", null, "old")]
    [InlineData("V.APPEND", "old", null, "old")]
    [InlineData("V.append.x", "old", null, "old")]
    public void A_file_changes_a_variable_as_its_suffix_says(string file, string old, string? delimiter, string expected)
    {
        var files = new List<EnvironmentFile> { new(file, "new") };
        if (delimiter is not null)
        {
            files.Add(new EnvironmentFile("V.delim", delimiter));
        }

        var layer = new LayerEnvironment { Path = "/l", Folders = [new EnvironmentFolder(files)] };
        Assert.Equal(expected, BuildEnvironment.AddLayer(EnvironmentVariables.FromEntries(["V=" + old]), layer)["V"]);
    }

    [Fact]
    public void Names_are_taken_up_to_the_first_dot_whatever_they_are()
    {
        var layer = new LayerEnvironment
        {
            Path = "/l",
            Folders = [new EnvironmentFolder([new(".override", "x"), new("A-B", "y"), new("NAME=PART.override", "z")])],
        };

        Assert.Equal(["=x", "A-B=y", "NAME=PART=z"], BuildEnvironment.AddLayer(EnvironmentVariables.Empty, layer).ToEntries());
    }

    [Fact]
    public void Root_folders_go_in_front_of_the_search_paths_of_a_build()
    {
        var layer = new LayerEnvironment { Path = "/l", RootFolders = ["bin", "lib", "include", "pkgconfig"] };

        Assert.Equal(
            ["PATH=/l/bin:/bin", "CPATH=/l/include", "LD_LIBRARY_PATH=/l/lib", "LIBRARY_PATH=/l/lib", "PKG_CONFIG_PATH=/l/pkgconfig"],
            BuildEnvironment.AddLayer(EnvironmentVariables.FromEntries(["PATH=/bin", "CPATH="]), layer).ToEntries());
    }

    [Fact]
    public void The_user_replaces_variables_and_extends_search_paths_and_the_operator_comes_last()
    {
        var platform = new EnvironmentFolder([new("NONE", "user"), new("OVR.append", "u"), new("PATH", "/user"), new("SET", "user")]);
        var operators = new EnvironmentFolder(
            [new("APP.append", "op"), new("APP.delim", ","), new("NEW", "op"), new("NONE", "op"), new("PATH.prepend", "/op:"), new("SET.override", "op")]);

        Assert.Equal(
            ["PATH=/op:/user:/bin", "APP=layer,op", "NONE=user", "OVR.append=u", "SET=op", "NEW=op"],
            BuildEnvironment.ForRun(EnvironmentVariables.FromEntries(["PATH=/bin", "APP=layer", "NONE=layer"]), platform, operators).ToEntries());
    }

    [Fact]
    public void Changing_variables_leaves_the_old_ones_as_they_were()
    {
        var old = EnvironmentVariables.FromEntries(["A=1"]);

        Assert.Equal(["A=2", "B=3"], old.With("A", "2").With([new("B", "4"), new("B", "3")]).ToEntries());
        Assert.Equal(["A=1"], old.ToEntries());
    }
}
